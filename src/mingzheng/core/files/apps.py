from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "mingzheng.core.files"
    label = "files"
    verbose_name = "文件"

    def ready(self) -> None:
        from mingzheng.core import records
        from mingzheng.core.files import queries
        from mingzheng.core.files.models import StoredFile

        records.register(
            "files.file",
            label="文件",
            model=StoredFile,
            title=lambda file: file.label or file.name,
            url=lambda file: file.get_absolute_url(),
            visible_to=queries.may_read,
        )
