// Written by ./make. The files of the console, put into the binary: nothing is read from a disk when one is asked for.
#include "CConsole.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

static const unsigned char icon_svg[] = {
#embed "Pages/icon.svg"
};

static const unsigned char index_html[] = {
#embed "Pages/index.html"
};

static const unsigned char scripts_api_js[] = {
#embed "Pages/scripts/api.js"
};

static const unsigned char scripts_dom_js[] = {
#embed "Pages/scripts/dom.js"
};

static const unsigned char scripts_format_js[] = {
#embed "Pages/scripts/format.js"
};

static const unsigned char scripts_icons_js[] = {
#embed "Pages/scripts/icons.js"
};

static const unsigned char scripts_main_js[] = {
#embed "Pages/scripts/main.js"
};

static const unsigned char scripts_messages_en_audit_js[] = {
#embed "Pages/scripts/messages/en.audit.js"
};

static const unsigned char scripts_messages_en_decisions_js[] = {
#embed "Pages/scripts/messages/en.decisions.js"
};

static const unsigned char scripts_messages_en_js[] = {
#embed "Pages/scripts/messages/en.js"
};

static const unsigned char scripts_messages_en_problems_js[] = {
#embed "Pages/scripts/messages/en.problems.js"
};

static const unsigned char scripts_messages_en_reasons_js[] = {
#embed "Pages/scripts/messages/en.reasons.js"
};

static const unsigned char scripts_messages_nl_audit_js[] = {
#embed "Pages/scripts/messages/nl.audit.js"
};

static const unsigned char scripts_messages_nl_decisions_js[] = {
#embed "Pages/scripts/messages/nl.decisions.js"
};

static const unsigned char scripts_messages_nl_js[] = {
#embed "Pages/scripts/messages/nl.js"
};

static const unsigned char scripts_messages_nl_problems_js[] = {
#embed "Pages/scripts/messages/nl.problems.js"
};

static const unsigned char scripts_messages_nl_reasons_js[] = {
#embed "Pages/scripts/messages/nl.reasons.js"
};

static const unsigned char scripts_pages_accounts_js[] = {
#embed "Pages/scripts/pages/accounts.js"
};

static const unsigned char scripts_pages_application_form_js[] = {
#embed "Pages/scripts/pages/application-form.js"
};

static const unsigned char scripts_pages_application_js[] = {
#embed "Pages/scripts/pages/application.js"
};

static const unsigned char scripts_pages_applications_js[] = {
#embed "Pages/scripts/pages/applications.js"
};

static const unsigned char scripts_pages_audit_js[] = {
#embed "Pages/scripts/pages/audit.js"
};

static const unsigned char scripts_pages_explain_js[] = {
#embed "Pages/scripts/pages/explain.js"
};

static const unsigned char scripts_pages_me_js[] = {
#embed "Pages/scripts/pages/me.js"
};

static const unsigned char scripts_pages_merchants_js[] = {
#embed "Pages/scripts/pages/merchants.js"
};

static const unsigned char scripts_pages_overview_js[] = {
#embed "Pages/scripts/pages/overview.js"
};

static const unsigned char scripts_pages_routes_js[] = {
#embed "Pages/scripts/pages/routes.js"
};

static const unsigned char scripts_pages_sign_in_js[] = {
#embed "Pages/scripts/pages/sign-in.js"
};

static const unsigned char scripts_pages_welcome_js[] = {
#embed "Pages/scripts/pages/welcome.js"
};

static const unsigned char scripts_parts_attempt_js[] = {
#embed "Pages/scripts/parts/attempt.js"
};

static const unsigned char scripts_parts_charts_js[] = {
#embed "Pages/scripts/parts/charts.js"
};

static const unsigned char scripts_parts_combobox_js[] = {
#embed "Pages/scripts/parts/combobox.js"
};

static const unsigned char scripts_parts_conflict_js[] = {
#embed "Pages/scripts/parts/conflict.js"
};

static const unsigned char scripts_parts_copy_js[] = {
#embed "Pages/scripts/parts/copy.js"
};

static const unsigned char scripts_parts_dialog_js[] = {
#embed "Pages/scripts/parts/dialog.js"
};

static const unsigned char scripts_parts_field_js[] = {
#embed "Pages/scripts/parts/field.js"
};

static const unsigned char scripts_parts_focus_js[] = {
#embed "Pages/scripts/parts/focus.js"
};

static const unsigned char scripts_parts_grid_js[] = {
#embed "Pages/scripts/parts/grid.js"
};

static const unsigned char scripts_parts_notice_js[] = {
#embed "Pages/scripts/parts/notice.js"
};

static const unsigned char scripts_parts_paged_table_js[] = {
#embed "Pages/scripts/parts/paged-table.js"
};

static const unsigned char scripts_parts_qr_js[] = {
#embed "Pages/scripts/parts/qr.js"
};

static const unsigned char scripts_parts_scope_tree_js[] = {
#embed "Pages/scripts/parts/scope-tree.js"
};

static const unsigned char scripts_parts_secret_js[] = {
#embed "Pages/scripts/parts/secret.js"
};

static const unsigned char scripts_parts_sign_in_form_js[] = {
#embed "Pages/scripts/parts/sign-in-form.js"
};

static const unsigned char scripts_parts_token_list_js[] = {
#embed "Pages/scripts/parts/token-list.js"
};

static const unsigned char scripts_parts_unsaved_js[] = {
#embed "Pages/scripts/parts/unsaved.js"
};

static const unsigned char scripts_router_js[] = {
#embed "Pages/scripts/router.js"
};

static const unsigned char scripts_session_js[] = {
#embed "Pages/scripts/session.js"
};

static const unsigned char scripts_shell_js[] = {
#embed "Pages/scripts/shell.js"
};

static const unsigned char scripts_text_js[] = {
#embed "Pages/scripts/text.js"
};

static const unsigned char scripts_theme_js[] = {
#embed "Pages/scripts/theme.js"
};

static const unsigned char styles_base_css[] = {
#embed "Pages/styles/base.css"
};

static const unsigned char styles_controls_css[] = {
#embed "Pages/styles/controls.css"
};

static const unsigned char styles_lists_css[] = {
#embed "Pages/styles/lists.css"
};

static const unsigned char styles_pages_css[] = {
#embed "Pages/styles/pages.css"
};

static const unsigned char styles_shell_css[] = {
#embed "Pages/styles/shell.css"
};

static const unsigned char styles_tokens_css[] = {
#embed "Pages/styles/tokens.css"
};

static const struct cconsole_file files[] = {
    {"icon.svg", icon_svg, sizeof icon_svg},
    {"index.html", index_html, sizeof index_html},
    {"scripts/api.js", scripts_api_js, sizeof scripts_api_js},
    {"scripts/dom.js", scripts_dom_js, sizeof scripts_dom_js},
    {"scripts/format.js", scripts_format_js, sizeof scripts_format_js},
    {"scripts/icons.js", scripts_icons_js, sizeof scripts_icons_js},
    {"scripts/main.js", scripts_main_js, sizeof scripts_main_js},
    {"scripts/messages/en.audit.js", scripts_messages_en_audit_js, sizeof scripts_messages_en_audit_js},
    {"scripts/messages/en.decisions.js", scripts_messages_en_decisions_js, sizeof scripts_messages_en_decisions_js},
    {"scripts/messages/en.js", scripts_messages_en_js, sizeof scripts_messages_en_js},
    {"scripts/messages/en.problems.js", scripts_messages_en_problems_js, sizeof scripts_messages_en_problems_js},
    {"scripts/messages/en.reasons.js", scripts_messages_en_reasons_js, sizeof scripts_messages_en_reasons_js},
    {"scripts/messages/nl.audit.js", scripts_messages_nl_audit_js, sizeof scripts_messages_nl_audit_js},
    {"scripts/messages/nl.decisions.js", scripts_messages_nl_decisions_js, sizeof scripts_messages_nl_decisions_js},
    {"scripts/messages/nl.js", scripts_messages_nl_js, sizeof scripts_messages_nl_js},
    {"scripts/messages/nl.problems.js", scripts_messages_nl_problems_js, sizeof scripts_messages_nl_problems_js},
    {"scripts/messages/nl.reasons.js", scripts_messages_nl_reasons_js, sizeof scripts_messages_nl_reasons_js},
    {"scripts/pages/accounts.js", scripts_pages_accounts_js, sizeof scripts_pages_accounts_js},
    {"scripts/pages/application-form.js", scripts_pages_application_form_js, sizeof scripts_pages_application_form_js},
    {"scripts/pages/application.js", scripts_pages_application_js, sizeof scripts_pages_application_js},
    {"scripts/pages/applications.js", scripts_pages_applications_js, sizeof scripts_pages_applications_js},
    {"scripts/pages/audit.js", scripts_pages_audit_js, sizeof scripts_pages_audit_js},
    {"scripts/pages/explain.js", scripts_pages_explain_js, sizeof scripts_pages_explain_js},
    {"scripts/pages/me.js", scripts_pages_me_js, sizeof scripts_pages_me_js},
    {"scripts/pages/merchants.js", scripts_pages_merchants_js, sizeof scripts_pages_merchants_js},
    {"scripts/pages/overview.js", scripts_pages_overview_js, sizeof scripts_pages_overview_js},
    {"scripts/pages/routes.js", scripts_pages_routes_js, sizeof scripts_pages_routes_js},
    {"scripts/pages/sign-in.js", scripts_pages_sign_in_js, sizeof scripts_pages_sign_in_js},
    {"scripts/pages/welcome.js", scripts_pages_welcome_js, sizeof scripts_pages_welcome_js},
    {"scripts/parts/attempt.js", scripts_parts_attempt_js, sizeof scripts_parts_attempt_js},
    {"scripts/parts/charts.js", scripts_parts_charts_js, sizeof scripts_parts_charts_js},
    {"scripts/parts/combobox.js", scripts_parts_combobox_js, sizeof scripts_parts_combobox_js},
    {"scripts/parts/conflict.js", scripts_parts_conflict_js, sizeof scripts_parts_conflict_js},
    {"scripts/parts/copy.js", scripts_parts_copy_js, sizeof scripts_parts_copy_js},
    {"scripts/parts/dialog.js", scripts_parts_dialog_js, sizeof scripts_parts_dialog_js},
    {"scripts/parts/field.js", scripts_parts_field_js, sizeof scripts_parts_field_js},
    {"scripts/parts/focus.js", scripts_parts_focus_js, sizeof scripts_parts_focus_js},
    {"scripts/parts/grid.js", scripts_parts_grid_js, sizeof scripts_parts_grid_js},
    {"scripts/parts/notice.js", scripts_parts_notice_js, sizeof scripts_parts_notice_js},
    {"scripts/parts/paged-table.js", scripts_parts_paged_table_js, sizeof scripts_parts_paged_table_js},
    {"scripts/parts/qr.js", scripts_parts_qr_js, sizeof scripts_parts_qr_js},
    {"scripts/parts/scope-tree.js", scripts_parts_scope_tree_js, sizeof scripts_parts_scope_tree_js},
    {"scripts/parts/secret.js", scripts_parts_secret_js, sizeof scripts_parts_secret_js},
    {"scripts/parts/sign-in-form.js", scripts_parts_sign_in_form_js, sizeof scripts_parts_sign_in_form_js},
    {"scripts/parts/token-list.js", scripts_parts_token_list_js, sizeof scripts_parts_token_list_js},
    {"scripts/parts/unsaved.js", scripts_parts_unsaved_js, sizeof scripts_parts_unsaved_js},
    {"scripts/router.js", scripts_router_js, sizeof scripts_router_js},
    {"scripts/session.js", scripts_session_js, sizeof scripts_session_js},
    {"scripts/shell.js", scripts_shell_js, sizeof scripts_shell_js},
    {"scripts/text.js", scripts_text_js, sizeof scripts_text_js},
    {"scripts/theme.js", scripts_theme_js, sizeof scripts_theme_js},
    {"styles/base.css", styles_base_css, sizeof styles_base_css},
    {"styles/controls.css", styles_controls_css, sizeof styles_controls_css},
    {"styles/lists.css", styles_lists_css, sizeof styles_lists_css},
    {"styles/pages.css", styles_pages_css, sizeof styles_pages_css},
    {"styles/shell.css", styles_shell_css, sizeof styles_shell_css},
    {"styles/tokens.css", styles_tokens_css, sizeof styles_tokens_css},
};

const struct cconsole_file *cconsole_files(size_t *count) {
    *count = sizeof files / sizeof files[0];
    return files;
}
