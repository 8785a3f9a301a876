"""Addresses of documents: each one's permanent address and what lies below it, the lists, exports and feeds."""

from django.urls import path

from mingzheng.portal.feeds_documents import AgencyFeed, DocumentsFeed, TagFeed, ThemeFeed
from mingzheng.portal.views import documents, exports, lists, papers, validity

DOCUMENTS = [
    path("d/<str:index_number>/", documents.document, name="document"),
    path("d/<str:index_number>/document.pdf", papers.official_pdf, name="document-pdf"),
    path("d/<str:index_number>/document.json", documents.as_json, name="document-json"),
    path("d/<str:index_number>/document.jsonld", documents.as_linked_data, name="document-jsonld"),
    path("d/<str:index_number>/qr.svg", documents.qr, name="document-qr"),
    path("d/<str:index_number>/fujian/<uuid:file_id>/", documents.file, name="document-file"),
    path("d/<str:index_number>/history/", documents.history, name="document-history"),
    path("d/<str:index_number>/history/<int:serial>/", documents.edition, name="document-edition"),
    path("d/<str:index_number>/compare/<int:first>/<int:second>/", documents.compare, name="document-compare"),
    path("zhengce/", lists.policy, name="policy"),
    path("zhengce/wenjian/", lists.documents, name="documents"),
    path("zhengce/guifanxing/", lists.normative, name="normative"),
    path("zhengce/daochu.<str:kind>", exports.export, name="documents-export"),
    path("youxiaoxing/", validity.validity, name="validity"),
    path("jigou/<str:code>/", lists.agency, name="agency"),
    path("feeds/wenjian.atom", DocumentsFeed(), name="documents-feed"),
    path("feeds/jigou/<str:code>.atom", AgencyFeed(), name="agency-feed"),
    path("feeds/zhuti/<str:theme>.atom", ThemeFeed(), name="theme-feed"),
    path("feeds/biaoqian/<str:name>.atom", TagFeed(), name="tag-feed"),
]
