from django.apps import AppConfig


class JobsConfig(AppConfig):
    name = "tests.jobs_app"
    label = "jobs_app"

    def ready(self) -> None:
        from tests.jobs_app import kinds

        kinds.register()
