from django.urls import path

from campaigns import converters  # noqa: F401  registers what stands between < and >

from . import calendar, desk, display, help_views, machines, sitemap, views, year_views

app_name = "pages"
urlpatterns = [
    path("", views.home, name="home"),
    path("desk/", desk.desk, name="desk"),
    path("years/", year_views.year_list, name="years"),
    path("years/<year:year>/", year_views.year_detail, name="year"),
    path("help/", help_views.help, name="help"),
    path("help/desk/", help_views.desk, name="help-desk"),
    path("help/words/", help_views.words, name="words"),
    path("about/", help_views.about, name="about"),
    path("display/large/", display.switch, {"size": display.LARGE}, name="display-large"),
    path("display/standard/", display.switch, {"size": display.STANDARD}, name="display-standard"),
    path("calendar.ics", calendar.every_year, name="calendar"),
    path("years/<year:year>/calendar.ics", calendar.one_year, name="year-calendar"),
    path("sitemap.xml", sitemap.index, name="sitemap"),
    path("sitemap-<slug:section>-<key:number>.xml", sitemap.part, name="sitemap-part"),
    path("robots.txt", machines.robots, name="robots"),
    path("site.webmanifest", machines.manifest, name="manifest"),
    path("livez", machines.livez, name="livez"),
    path("readyz", machines.readyz, name="readyz"),
]
