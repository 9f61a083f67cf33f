"""Which addresses does this app answer?"""

from targets import urls_desk, urls_papers, urls_registration, urls_results

urlpatterns = [
    *urls_desk.urlpatterns,
    *urls_registration.urlpatterns,
    *urls_results.urlpatterns,
    *urls_papers.urlpatterns,
]
