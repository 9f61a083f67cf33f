"""Which addresses does this app answer?"""

urlpatterns = []
