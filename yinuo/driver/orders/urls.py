"""Addresses of jobs."""

from django.urls import path

from yinuo.driver.orders import deliver, job, jobs, late, moving, pickup, positions

urlpatterns = [
    path("", jobs.jobs, name="driver-home"),
    path("done/", jobs.done, name="driver-done"),
    path("positions/", positions.of_driver, name="driver-positions"),
    path("t/<str:ref>/", job.job, name="driver-job"),
    path("t/<str:ref>/acceptance/", moving.accept, name="driver-acceptance"),
    path("t/<str:ref>/declining/", moving.decline, name="driver-declining"),
    path("t/<str:ref>/departure/", moving.depart, name="driver-departure"),
    path("t/<str:ref>/arrival/", moving.arrive, name="driver-arrival"),
    path("t/<str:ref>/run/", moving.go_out, name="driver-run"),
    path("t/<str:ref>/pickup/", pickup.pickup, name="driver-pickup"),
    path("t/<str:ref>/deliver/", deliver.deliver, name="driver-deliver"),
    path("t/<str:ref>/freight/", deliver.freight, name="driver-freight"),
    path("t/<str:ref>/late/", late.late, name="driver-late"),
    path("t/<str:ref>/consent/", positions.consent, name="driver-job-consent"),
    path("t/<str:ref>/positions/", positions.of_job, name="driver-job-positions"),
    path("t/<str:ref>/photos/<int:pk>/", job.photo, name="driver-photo"),
]
