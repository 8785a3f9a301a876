"""Addresses of the tag catalogue on the desk; included in ``desk.urls``."""

from django.urls import path

from mingzheng.desk.views import policy_tags

patterns = [
    path("tags/", policy_tags.catalogue_page, name="tags"),
    path("tags/new/", policy_tags.begin, name="tags-new"),
    path("tags/lists/new/", policy_tags.begin_list, name="tags-list-new"),
    path("tags/agreement/", policy_tags.agreement, name="tags-agreement"),
]
