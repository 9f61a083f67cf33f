"""Who may open which address? One row for every address and method; a row is missing → the build fails.

`uid=sent phase=1 ?line=1 +unit=sent_unit`: the parts of the address, its query, the form that is sent; a value that is
the name of a thing in `tests/rules/world.py` stands for that thing. Personas: a visitor, the chair of the unit, the
officer, leader, auditor and clerk of the union above it, an officer of another union, the chair of a unit beside it.
Forms are sent without what people type: 422 (or 302, 200) is the form's own answer to somebody who may send it.

404: as if it did not exist. 403: it exists, another post has the right. 302 for the visitor: to the door; 401: the
door, with the form kept.
"""

# fmt: off
ROWS = {
    # (address, method, what it names): (visitor, chair, officer, leader, auditor, clerk, stranger, neighbour)
    # Desk, board, review of registrations
    ("desk", "GET", ""):                                                       (302, 200, 200, 200, 200, 200, 200, 200),
    ("review_next", "GET", ""):                                                (302, 302, 302, 302, 302, 302, 302, 302),
    ("board_list", "GET", ""):                                                 (302, 403, 200, 200, 200, 200, 200, 403),
    ("board", "GET", "uid=sent"):                                              (302, 403, 200, 200, 200, 200, 404, 403),
    ("board_remind", "GET", "uid=sent"):                                       (302, 403, 200, 200, 200, 200, 404, 403),
    ("board_remind", "POST", "uid=sent"):                                      (401, 403, 200, 200, 200, 200, 404, 403),
    ("registration_approve_many", "POST", "uid=sent +unit=sent_unit"):         (401, 403, 302, 302, 403, 403, 404, 403),
    ("registration_review", "GET", "uid=registration"):                        (302, 403, 200, 200, 200, 200, 404, 404),
    ("registration_approve", "POST", "uid=registration"):                      (401, 403, 422, 422, 403, 403, 404, 404),
    ("registration_approve", "POST", "uid=registration +edition=1"):           (401, 403, 302, 302, 403, 403, 404, 404),
    ("registration_return", "POST", "uid=registration"):                       (401, 403, 422, 422, 403, 403, 404, 404),
    # Registration and pledge
    ("registration_form", "GET", "uid=fresh_unit"):                            (302, 200, 200, 403, 403, 403, 404, 404),
    ("registration_form", "POST", "uid=fresh_unit"):                           (401, 302, 302, 403, 403, 403, 404, 404),
    ("registration_line", "POST", "uid=fresh_unit number=1"):                  (401, 200, 200, 403, 403, 403, 404, 404),
    ("registration_take", "POST", "uid=fresh_unit"):                           (401, 302, 302, 403, 403, 403, 404, 404),
    ("registration_titles", "GET", "uid=fresh_unit"):                          (302, 200, 200, 403, 403, 403, 404, 404),
    ("registration_titles", "POST", "uid=fresh_unit"):                         (401, 302, 302, 403, 403, 403, 404, 404),
    ("registration_check", "GET", "uid=fresh_unit"):                           (302, 200, 200, 403, 403, 403, 404, 404),
    ("registration_submit", "POST", "uid=fresh_unit"):                         (401, 422, 422, 403, 403, 403, 404, 404),
    ("pledge_detail", "GET", "uid=pledge"):                                    (302, 200, 200, 200, 200, 200, 404, 404),
    ("pledge_sign", "GET", "uid=pledge"):                                      (302, 200, 403, 403, 403, 403, 404, 404),
    ("pledge_sign", "POST", "uid=pledge"):                                     (401, 422, 403, 403, 403, 403, 404, 404),
    ("pledge_receipt", "GET", "uid=signed"):                                   (302, 200, 200, 200, 200, 200, 404, 404),
    # Results and evidence
    ("result_form", "GET", "uid=fresh_unit phase=1"):                          (302, 200, 200, 403, 403, 403, 404, 404),
    ("result_form", "POST", "uid=fresh_unit phase=1"):                         (401, 302, 302, 403, 403, 403, 404, 404),
    ("result_check", "GET", "uid=fresh_unit phase=1"):                         (302, 200, 200, 403, 403, 403, 404, 404),
    ("result_declare", "POST", "uid=fresh_unit phase=1"):                      (401, 422, 422, 403, 403, 403, 404, 404),
    ("evidence_add", "GET", "uid=fresh_unit phase=1 ?chi-tieu=1"):             (302, 200, 200, 403, 403, 403, 404, 404),
    ("evidence_add", "POST", "uid=fresh_unit phase=1 ?chi-tieu=1"):            (401, 422, 422, 403, 403, 403, 404, 404),
    ("evidence_file", "GET", "uid=evidence"):                                  (302, 200, 200, 200, 200, 200, 404, 404),
    ("evidence_remove", "POST", "uid=loose"):                                  (401, 302, 302, 403, 403, 403, 404, 404),
    ("result_review", "GET", "uid=sent_unit phase=1"):                         (302, 403, 200, 200, 403, 403, 404, 404),
    ("result_review", "POST", "uid=sent_unit phase=1"):                        (401, 403, 422, 422, 403, 403, 404, 404),
    ("result_return", "POST", "uid=sent_unit phase=1"):                        (401, 403, 422, 422, 403, 403, 404, 404),
    ("result_verify_many", "POST", "uid=sent +phase=1 +unit=sent_unit"):       (401, 403, 302, 302, 403, 403, 404, 403),
    # Campaigns and their plans
    ("campaign_list", "GET", ""):                                              (302, 200, 200, 200, 200, 200, 200, 200),
    ("campaign_new", "GET", ""):                                               (302, 403, 200, 403, 403, 403, 200, 403),
    ("campaign_new", "POST", ""):                                              (401, 403, 200, 403, 403, 403, 200, 403),
    ("campaign_detail", "GET", "uid=sent"):                                    (302, 200, 200, 200, 200, 200, 404, 200),
    ("plan_step", "GET", "uid=draft step=1"):                                  (302, 404, 200, 403, 403, 403, 404, 404),
    ("plan_step", "POST", "uid=draft step=1"):                                 (401, 404, 200, 403, 403, 403, 404, 404),
    ("plan_preview", "GET", "uid=draft"):                                      (302, 404, 200, 200, 200, 200, 404, 404),
    ("campaign_launch", "GET", "uid=draft"):                                   (302, 404, 200, 200, 403, 403, 404, 404),
    ("campaign_launch", "POST", "uid=draft"):                                  (401, 404, 302, 302, 403, 403, 404, 404),
    ("campaign_propose", "GET", "uid=draft"):                                  (302, 404, 200, 403, 403, 403, 404, 404),
    ("campaign_propose", "POST", "uid=draft"):                                 (401, 404, 302, 403, 403, 403, 404, 404),
    ("campaign_send_back", "GET", "uid=proposed"):                             (302, 404, 200, 200, 403, 403, 404, 404),
    ("campaign_send_back", "POST", "uid=proposed"):                            (401, 404, 422, 422, 403, 403, 404, 404),
    ("campaign_discard", "GET", "uid=draft"):                                  (302, 404, 200, 403, 403, 403, 404, 404),
    ("campaign_discard", "POST", "uid=draft"):                                 (401, 404, 302, 403, 403, 403, 404, 404),
    ("campaign_close", "GET", "uid=sent"):                                     (302, 403, 200, 200, 403, 403, 404, 403),
    ("campaign_close", "POST", "uid=sent"):                                    (401, 403, 302, 302, 403, 403, 404, 403),
    ("campaign_reopen", "GET", "uid=sent"):                                    (302, 403, 404, 404, 403, 403, 404, 403),
    ("campaign_reopen", "POST", "uid=sent"):                                   (401, 403, 422, 422, 403, 403, 404, 403),
    ("campaign_cancel", "GET", "uid=sent"):                                    (302, 403, 200, 200, 403, 403, 404, 403),
    ("campaign_cancel", "POST", "uid=sent"):                                   (401, 403, 422, 422, 403, 403, 404, 403),
    ("phase_close", "GET", "uid=sent number=1"):                               (302, 403, 200, 200, 403, 403, 404, 403),
    ("phase_close", "POST", "uid=sent number=1"):                              (401, 403, 302, 302, 403, 403, 404, 403),
    ("phase_reopen", "GET", "uid=sent number=1"):                              (302, 403, 404, 404, 403, 403, 404, 403),
    ("phase_reopen", "POST", "uid=sent number=1"):                             (401, 403, 422, 422, 403, 403, 404, 403),
    # Summaries
    ("overview_list", "GET", ""):                                              (302, 200, 200, 200, 200, 200, 200, 200),
    ("overview", "GET", "uid=sent phase=1"):                                   (302, 403, 200, 200, 200, 403, 404, 403),
    ("summary_request", "POST", "uid=sent phase=1"):                           (401, 403, 302, 302, 302, 403, 404, 403),
    ("summary_detail", "GET", "uid=report"):                                   (302, 404, 200, 200, 200, 403, 404, 404),
    ("summary_progress", "GET", "uid=report"):                                 (302, 404, 200, 200, 200, 403, 404, 404),
    ("summary_file", "GET", "uid=report"):                                     (302, 404, 200, 200, 200, 403, 404, 404),
    ("summary_cancel", "POST", "uid=queued"):                                  (401, 404, 302, 302, 302, 403, 404, 404),
    # The door, the tree
    ("login", "GET", ""):                                                      (200, 200, 200, 200, 200, 200, 200, 200),
    ("login", "POST", ""):                                                     (200, 200, 200, 200, 200, 200, 200, 200),
    ("logout", "POST", ""):                                                    (302, 302, 302, 302, 302, 302, 302, 302),
    ("step_up", "GET", ""):                                                    (302, 200, 200, 200, 200, 200, 200, 200),
    ("step_up", "POST", ""):                                                   (401, 200, 200, 200, 200, 200, 200, 200),
    ("switch_post", "POST", "+mandate=mandate"):                               (401, 302, 404, 404, 404, 404, 404, 404),
    ("body_list", "GET", ""):                                                  (302, 200, 200, 200, 200, 200, 200, 200),
    ("body_detail", "GET", "code=body"):                                       (302, 200, 200, 200, 200, 200, 404, 404),
}
# fmt: on
