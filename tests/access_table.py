"""Who gets what: every URL of the product, every verb that it takes, every kind of asker. A URL that is not here fails a test.

A number is the HTTP status; `login` is a redirect to the sign-in page. GET stands for HEAD too. A verb that is not listed is 405 to
whoever passes the workspace door. POST sends an empty form, so 422 (ours) or 200 (allauth's) means: let in, and told what is missing.
The company and the reminder of the path are the applicant's;
`neighbour` is anybody of another workspace, `other` an applicant of another company.
"""

from __future__ import annotations

ASKERS = ("anonymous", "stranger", "neighbour", "owner", "consultant", "applicant", "other", "manager")

# name                          verb      anonymous stranger neighbour owner consultant applicant other manager
TABLE = """
home                            GET       login 200 302 302 302 302 302 302
healthz                         GET       200   200 200 200 200 200 200 200
readyz                          GET       200   200 200 200 200 200 200 200
sources                         GET       200   200 200 200 200 200 200 200
theme                           POST      302   302 302 302 302 302 302 302

reminder-link                   GET       404   404 404 404 404 404 404 404
reminder-link                   POST      404   404 404 404 404 404 404 404
unsubscribe                     GET       404   404 404 404 404 404 404 404
unsubscribe                     POST      404   404 404 404 404 404 404 404
calendar                        GET       404   404 404 404 404 404 404 404
worker                          GET       404   404 404 404 404 404 404 404
worker-retry                    POST      404   404 404 404 404 404 404 404

readiness:reminders             GET       login 404 404 200 200 200 200 200
readiness:reminders-read        POST      login 404 404 302 302 302 302 302
readiness:reminder-done         POST      login 404 404 404 404 302 404 404
readiness:reminder-later        POST      login 404 404 404 404 302 404 404
readiness:reminder-settings     GET       login 404 404 200 200 200 200 200
readiness:reminder-settings     POST      login 404 404 422 422 422 422 422
readiness:house-settings        POST      login 404 404 422 422 403 403 403
readiness:calendar-address      POST      login 404 404 200 200 200 200 200
readiness:company-add           GET       login 404 404 200 200 403 403 403
readiness:company-add           POST      login 404 404 422 422 403 403 403
readiness:topic                 GET       login 404 404 200 200 200 404 200
readiness:topic                 POST      login 404 404 422 422 422 404 403
readiness:applications          GET       login 404 404 200 200 200 404 200
readiness:application-open      POST      login 404 404 302 302 302 404 403
readiness:application           GET       login 404 404 200 200 200 404 200
readiness:stage-move            GET       login 404 404 302 302 302 404 302
readiness:stage-move            POST      login 404 404 404 404 404 404 403
readiness:application-move      GET       login 404 404 302 302 302 404 302
readiness:application-move      POST      login 404 404 422 422 422 404 403
readiness:information-ask       GET       login 404 404 302 302 302 404 302
readiness:information-ask       POST      login 404 404 404 404 404 404 403
readiness:information-answer    GET       login 404 404 302 302 302 404 302
readiness:information-answer    POST      login 404 404 422 422 422 404 403
scoring:apply                   GET       login 404 404 200 200 200 404 200
scoring:apply                   POST      login 404 404 409 409 409 404 403
phone_numbers:topic             GET       login 404 404 200 200 200 404 200
phone_numbers:topic             POST      login 404 404 422 422 422 404 403
scoring:companies               GET       login 404 404 200 200 302 302 200
scoring:tasks                   GET       login 404 404 200 200 200 404 200
scoring:card                    GET       login 404 404 200 200 200 404 200
scoring:answers                 GET       login 404 404 200 200 200 404 200
scoring:score                   GET       login 404 404 200 200 200 404 200
scoring:what-if                 GET       login 404 404 200 200 200 404 200
scoring:report-ask              POST      login 404 404 302 302 302 404 302
scoring:report                  GET       login 404 404 200 200 200 404 200
scoring:report-file             GET       login 404 404 200 200 200 404 200
documents:list                  GET       login 404 404 200 200 200 404 200
documents:add                   GET       login 404 404 200 200 200 404 403
documents:add                   POST      login 404 404 422 422 422 404 403
documents:edit                  GET       login 404 404 200 200 200 404 403
documents:edit                  POST      login 404 404 422 422 422 404 403
documents:checks                GET       login 404 404 200 200 200 404 200
documents:upload                POST      login 404 404 302 302 302 404 403
documents:replace               POST      login 404 404 302 302 302 404 403
documents:also                  POST      login 404 404 302 302 302 404 403
documents:draft                 GET       login 404 404 200 200 200 404 403
documents:draft                 POST      login 404 404 422 422 422 404 403
documents:waive                 GET       login 404 404 200 200 403 404 403
documents:waive                 POST      login 404 404 422 422 403 404 403
documents:want                  POST      login 404 404 302 302 403 404 403
documents:decide                POST      login 404 404 422 422 403 404 403
paper-reviews:queue             GET       login 404 404 200 200 403 403 403
documents:dismiss               POST      login 404 404 302 302 302 404 403
documents:preview               GET       login 404 404 200 200 200 404 200
documents:original              POST      login 404 404 200 200 200 404 200
documents:remove                POST      login 404 404 302 302 302 404 403
templates_mgr:list              GET       login 404 404 200 200 200 404 200
templates_mgr:add               GET       login 404 404 200 200 200 404 403
templates_mgr:add               POST      login 404 404 422 422 422 404 403
templates_mgr:check             POST      login 404 404 200 200 200 404 403
templates_mgr:edit              GET       login 404 404 200 200 200 404 403
templates_mgr:edit              POST      login 404 404 422 422 422 404 403
templates_mgr:life              GET       login 404 404 200 200 200 404 200
templates_mgr:step              POST      login 404 404 422 422 422 404 403
templates_mgr:restore           POST      login 404 404 302 302 302 404 403
templates_mgr:library           GET       login 404 404 200 200 200 404 403
templates_mgr:library           POST      login 404 404 422 422 422 404 403
templates_mgr:meta              GET       login 404 404 200 200 200 404 403
templates_mgr:meta              POST      login 404 404 422 422 422 404 403
templates_mgr:sync              POST      login 404 404 404 404 404 404 403
templates_mgr:disconnect        POST      login 404 404 302 302 302 404 403
templates_mgr:send              POST      login 404 404 404 404 404 404 403
templates_mgr:take              POST      login 404 404 404 404 404 404 403
templates_mgr:delete-at-meta    POST      login 404 404 404 404 404 404 403
templates_mgr:import            GET       login 404 404 200 200 200 404 403
templates_mgr:import            POST      login 404 404 422 422 422 404 403
templates_mgr:export            GET       login 404 404 200 200 200 404 200
templates_mgr:remove            POST      login 404 404 302 302 302 404 403
"""

# Django's and allauth's own: a page of the account is for whoever has signed in, the way in is for whoever has not.
# Cells are GET, POST, PUT, PATCH and DELETE, OPTIONS; one number stands for all five. `confirm` asks for the password again.
# name                                 anonymous                     signed in
ACCOUNT_TABLE = """
set_language                           302                           302
account_login                          200,200,200,405,200           302
account_logout                         302,302,405,405,200           200,302,405,405,200
account_inactive                       200,405,405,405,200           200,405,405,405,200
account_signup                         200                           302
account_reauthenticate                 login                         200,200,200,405,200
account_email                          login                         200,302,302,405,200
account_email_verification_sent        200,405,405,405,200           200,405,405,405,200
account_change_password                login                         200,200,200,405,200
account_set_password                   login                         302
account_reset_password                 200,200,200,405,200           200,200,200,405,200
account_confirm_login_code             login                         302
account_confirm_email                  200,404,405,405,200           200,404,405,405,200
account_reset_password_from_key        200                           200
account_reset_password_from_key_done   200,405,405,405,200           200,405,405,405,200
account_reset_password_done            200,405,405,405,200           200,405,405,405,200
mfa_index                              login                         200,405,405,405,200
mfa_authenticate                       login                         302
mfa_reauthenticate                     login                         confirm
mfa_activate_totp                      login                         confirm
mfa_deactivate_totp                    login                         404
mfa_view_recovery_codes                login                         404,405,405,405,200
mfa_generate_recovery_codes            login                         confirm
mfa_download_recovery_codes            login                         404
usersessions_list                      login                         200,302,302,405,200
"""


def workspace_cells() -> dict[tuple[str, str], dict[str, str]]:
    """(URL name, verb) to asker to cell."""
    rows = [line.split() for line in TABLE.split("\n") if line]
    return {(name, verb): dict(zip(ASKERS, cells, strict=True)) for name, verb, *cells in rows}


def account_cells() -> dict[str, dict[str, dict[str, str]]]:
    """URL name to `anonymous` and `signed in` to verb to cell."""
    found = {}
    for name, *columns in (line.split() for line in ACCOUNT_TABLE.split("\n") if line):
        found[name] = {who: _by_verb(cell.split(",")) for who, cell in zip(("anonymous", "signed in"), columns, strict=True)}
    return found


def _by_verb(cells: list[str]) -> dict[str, str]:
    get, post, put, patch, options = cells * 5 if len(cells) == 1 else cells
    return {"GET": get, "HEAD": get, "POST": post, "PUT": put, "PATCH": patch, "DELETE": patch, "OPTIONS": options}
