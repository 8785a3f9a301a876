"""Addresses of the portal; included at the root."""

from django.contrib.sitemaps.views import sitemap
from django.urls import path

from mingzheng.portal.feeds import ColumnFeed, PlanFeed
from mingzheng.portal.sitemaps import SITEMAPS
from mingzheng.portal.views import catalogue, columns, disclosure, home, plan, search

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("zfxxgk/", disclosure.index, name="disclosure"),
    path("zfxxgk/zhinan/", disclosure.guide, name="guide"),
    path("zfxxgk/zhidu/", disclosure.systems, name="systems"),
    path("zfxxgk/fdzdgk/", disclosure.statutory, name="statutory"),
    path("zfxxgk/nianbao/", disclosure.reports, name="reports"),
    path("zfxxgk/yishenqing/", disclosure.apply, name="apply"),
    path("zhengce/", home.policy, name="policy"),
    path("hudong/", home.interaction, name="interaction"),
    path("zhuanti/", home.topics, name="topics"),
    path("gongzuoyaodian/", plan.plan, name="plan"),
    path("gongzuoyaodian/plan.xlsx", plan.download, {"kind": "xlsx"}, name="plan-xlsx"),
    path("gongzuoyaodian/plan.ics", plan.download, {"kind": "ics"}, name="plan-ics"),
    path("mulu/", catalogue.index, name="catalogue"),
    path("mulu/catalogue.xlsx", catalogue.download, {"kind": "xlsx"}, name="catalogue-xlsx"),
    path("mulu/catalogue.csv", catalogue.download, {"kind": "csv"}, name="catalogue-csv"),
    path("mulu/catalogue.json", catalogue.download, {"kind": "json"}, name="catalogue-json"),
    path("lanmu/", columns.index, name="columns"),
    path("lanmu/<slug:code>/", columns.column, name="column"),
    path("feeds/lanmu/<slug:code>.atom", ColumnFeed(), name="column-feed"),
    path("search/", search.results, name="search"),
    path("sitemap/", home.site_map, name="sitemap"),
    path("wuzhangai/", home.access, name="access"),
    path("feeds/plan.atom", PlanFeed(), name="plan-feed"),
    path("sitemap.xml", sitemap, {"sitemaps": SITEMAPS}, name="sitemap-xml"),
    path("robots.txt", home.robots, name="robots"),
]
