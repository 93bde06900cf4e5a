"""Address of a photo."""

from django.urls import path

from yinuo.desk.attachments import views

urlpatterns = [path("<int:pk>/", views.attachment, name="attachment")]
