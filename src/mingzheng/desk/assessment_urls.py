"""Addresses of assessment on the desk; included in ``desk.urls``."""

from django.urls import path

from mingzheng.desk.views import assessment, assessment_marks, assessment_sheets, assessment_systems

patterns = [
    path("assessment/", assessment.index, name="assessment"),
    path("assessment/rounds/new/", assessment.round_new, name="assessment-round-new"),
    path("assessment/rounds/<int:pk>/", assessment.round_page, name="assessment-round"),
    path("assessment/rounds/<int:pk>/result.xlsx", assessment.workbook, name="assessment-round-xlsx"),
    path("assessment/rounds/<int:pk>/marks/", assessment_marks.marks, name="assessment-marks"),
    path("assessment/marks/<int:pk>/", assessment_marks.mark, name="assessment-mark"),
    path("assessment/systems/new/", assessment_systems.new, name="assessment-system-new"),
    path("assessment/systems/empty.xlsx", assessment_systems.empty, name="assessment-empty-xlsx"),
    path("assessment/systems/<int:pk>/", assessment_systems.page, name="assessment-system"),
    path("assessment/systems/<int:pk>/system.xlsx", assessment_systems.workbook, name="assessment-system-xlsx"),
    path("assessment/systems/<int:pk>/compare/", assessment_systems.compare, name="assessment-compare"),
    path("assessment/systems/<int:pk>/simulate/", assessment_systems.simulate, name="assessment-simulate"),
    path("assessment/sheets/<int:pk>/fill/", assessment_sheets.next_item, name="assessment-fill-next"),
    path("assessment/sheets/<int:pk>/check/", assessment_sheets.next_check, name="assessment-check-next"),
    path("assessment/sheets/<int:pk>/sheet.xlsx", assessment_sheets.workbook, name="assessment-sheet-xlsx"),
    path("assessment/sheets/<int:pk>/report.<slug:ending>", assessment_sheets.report, name="assessment-report"),
    path("assessment/scores/<int:pk>/fill/", assessment_sheets.fill, name="assessment-fill"),
    path("assessment/scores/<int:pk>/check/", assessment_sheets.check, name="assessment-check"),
    path("assessment/scores/<int:pk>/records/", assessment_sheets.records_behind, name="assessment-records"),
    path("assessment/scores/<int:pk>/appeal/", assessment_sheets.appeal, name="assessment-appeal"),
]
