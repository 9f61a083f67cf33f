"""Which addresses does this app answer?"""

from unions import (
    urls_accounts,
    urls_blocs,
    urls_changes,
    urls_door,
    urls_imports,
    urls_people,
    urls_second_factor,
    urls_tree,
)

# The tree comes last: `/don-vi/<code>/` would swallow the addresses of imports and changes.
urlpatterns = [
    *urls_door.urlpatterns,
    *urls_accounts.urlpatterns,
    *urls_second_factor.urlpatterns,
    *urls_changes.urlpatterns,
    *urls_imports.urlpatterns,
    *urls_blocs.urlpatterns,
    *urls_people.urlpatterns,
    *urls_tree.urlpatterns,
]
