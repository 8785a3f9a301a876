"""Addresses of the portal; included at the root."""

from django.contrib.sitemaps import views as sitemaps
from django.urls import path

from mingzheng.portal.catalogue_urls import patterns as catalogue_patterns
from mingzheng.portal.feeds import PlanFeed
from mingzheng.portal.gazette_feed import GazetteFeed
from mingzheng.portal.sitemaps import SITEMAPS
from mingzheng.portal.urls_assessment import ASSESSMENT
from mingzheng.portal.urls_consultations import CONSULTATIONS
from mingzheng.portal.urls_corrections import CORRECTIONS
from mingzheng.portal.urls_datasets import DATASETS
from mingzheng.portal.urls_decisions import DECISIONS
from mingzheng.portal.urls_delegates import DELEGATES
from mingzheng.portal.urls_documents import DOCUMENTS
from mingzheng.portal.urls_draws import DRAWS
from mingzheng.portal.urls_foi import FOI
from mingzheng.portal.urls_freezes import FREEZES
from mingzheng.portal.urls_good_cases import GOOD_CASES
from mingzheng.portal.urls_interfaces import INTERFACES
from mingzheng.portal.urls_interpretations import INTERPRETATIONS
from mingzheng.portal.urls_letters import LETTERS
from mingzheng.portal.urls_open_days import OPEN_DAYS
from mingzheng.portal.urls_outreach import OUTREACH
from mingzheng.portal.urls_policies import POLICIES
from mingzheng.portal.urls_push import PUSH
from mingzheng.portal.urls_questions import QUESTIONS
from mingzheng.portal.urls_signing_in import SIGNING_IN
from mingzheng.portal.urls_surveys import SURVEYS
from mingzheng.portal.urls_tags import TAGS
from mingzheng.portal.urls_topics import TOPICS
from mingzheng.portal.views import (
    annual,
    bulletins,
    cleanup,
    corners,
    disclosure,
    gazette,
    guides,
    home,
    interaction,
    kiosk,
    plan,
    search,
)

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("zfxxgk/", disclosure.index, name="disclosure"),
    path("zfxxgk/zhinan/", disclosure.guide, name="guide"),
    path("zfxxgk/zhidu/", disclosure.systems, name="systems"),
    path("zfxxgk/fdzdgk/", disclosure.statutory, name="statutory"),
    path("zfxxgk/nianbao/", annual.reports, name="reports"),
    path("zfxxgk/nianbao/<int:pk>/", annual.report, name="annual-report"),
    path("zfxxgk/nianbao/<int:pk>/<int:number>/", annual.report, name="annual-edition"),
    path("zfxxgk/nianbao/<int:pk>/<int:number>/nianbao.<slug:kind>", annual.file, name="annual-file"),
    path("zfxxgk/yishenqing/", disclosure.apply, name="apply"),
    path("zhengce/qingli/", cleanup.index, name="cleanups"),
    path("zhengce/qingli/<int:pk>/", cleanup.result, name="cleanup"),
    *DOCUMENTS,
    *INTERPRETATIONS,
    path("hudong/", interaction.index, name="interaction"),
    *SURVEYS,
    *DECISIONS,
    *DATASETS,
    *INTERFACES,
    *FREEZES,
    *DELEGATES,
    *DRAWS,
    *OPEN_DAYS,
    *CONSULTATIONS,
    *TOPICS,
    *GOOD_CASES,
    *POLICIES,
    *OUTREACH,
    *PUSH,
    *SIGNING_IN,
    *TAGS,
    *ASSESSMENT,
    path("gongzuoyaodian/", plan.plan, name="plan"),
    path("gongzuoyaodian/tongbao/", bulletins.index, name="bulletins"),
    path("gongzuoyaodian/tongbao/<int:pk>/", bulletins.bulletin, name="bulletin"),
    path("gongzuoyaodian/tongbao/<int:pk>/tongbao.pdf", bulletins.paper, name="bulletin-pdf"),
    path("gongzuoyaodian/zhibiao/", plan.making, name="plan-figures"),
    path("gongzuoyaodian/plan.xlsx", plan.download, {"kind": "xlsx"}, name="plan-xlsx"),
    path("gongzuoyaodian/plan.ics", plan.download, {"kind": "ics"}, name="plan-ics"),
    path("gongbao/", gazette.index, name="gazette"),
    path("gongbao/<int:year>/<int:number>/", gazette.issue, name="gazette-issue"),
    path("gongbao/<int:year>/<int:number>/gongbao.pdf", gazette.file, name="gazette-file"),
    path("gongbao/<int:year>/<int:number>/<int:order>/", gazette.item, name="gazette-item"),
    path("feeds/gazette.atom", GazetteFeed(), name="gazette-feed"),
    path("zhuanqu/", corners.index, name="corners"),
    path("zhuanqu/<int:pk>/", corners.corner, name="corner"),
    path("zhuanqu/<int:pk>/kiosk/", kiosk.home, name="kiosk"),
    path("zhuanqu/<int:pk>/kiosk/end/", kiosk.end, name="kiosk-end"),
    path("zhuanqu/<int:pk>/kiosk/read/<str:name>/", kiosk.read, name="kiosk-read"),
    path("zhuanqu/<int:pk>/kiosk/<slug:part>/", kiosk.part, name="kiosk-part"),
    *catalogue_patterns,
    path("search/", search.results, name="search"),
    path("search/suggest/", search.suggest, name="suggest"),
    *CORRECTIONS,
    *FOI,
    *QUESTIONS,
    *LETTERS,
    path("sitemap/", home.site_map, name="sitemap"),
    path("bangzhu/", guides.index, name="help"),
    path("bangzhu/<slug:key>/", guides.guide, name="help-guide"),
    path("wuzhangai/", home.access, name="access"),
    path("feeds/plan.atom", PlanFeed(), name="plan-feed"),
    path(
        "sitemap.xml",
        sitemaps.index,
        {"sitemaps": SITEMAPS, "sitemap_url_name": "portal:sitemap-part"},
        name="sitemap-xml",
    ),
    path("sitemap-<section>.xml", sitemaps.sitemap, {"sitemaps": SITEMAPS}, name="sitemap-part"),
    path("robots.txt", home.robots, name="robots"),
]
