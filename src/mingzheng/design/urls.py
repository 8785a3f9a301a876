"""Addresses of the design system; included under ``/style/``."""

from django.urls import path

from mingzheng.design import views

app_name = "design"

urlpatterns = [
    path("", views.style_page, name="style"),
    path("desk/", views.style_desk, name="style-desk"),
    path("case/", views.style_case, name="style-case"),
    path("editor/", views.style_editor, name="style-editor"),
    path("look/", views.preferences_view, name="preferences"),
]
