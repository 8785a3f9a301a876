from django.apps import AppConfig


class QuestionsConfig(AppConfig):
    name = "mingzheng.policy.questions"
    label = "questions"
    verbose_name = "政策咨询"
