/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One view of the window: the window hosts pages and knows none of them. */

#pragma once

#include <adwaita.h>

#include "app/crm-context.h"
#include "app/print/crm-sheet.h"

G_BEGIN_DECLS

#define CRM_TYPE_PAGE (crm_page_get_type ())

G_DECLARE_DERIVABLE_TYPE (CrmPage, crm_page, CRM, PAGE, AdwNavigationPage)

/**
 * CrmPageClass:
 * @search: (nullable): Ctrl+F: show and focus the search
 * @create: (nullable): Ctrl+N: begin a new record of what the page shows
 * @answer_survey: (nullable): Ctrl+Shift+A: ask the customer it shows a survey
 * @export: (nullable): Ctrl+E: write what the page shows to a file
 * @make_sheet: (nullable): Ctrl+P: a #DexFuture of a #CrmSheet with what the page shows
 * @take_focus: (nullable): puts the focus where whoever comes to the page wants it; by default its first control
 * @search_for: (nullable): show what is found by these words
 * @show_view: (nullable): show the saved view of that id; "" for all records
 * @get_record: (nullable): which record it shows
 * @go: (nullable): Ctrl+Page Up (-1) and Ctrl+Page Down (1): the record before or after in the list it came from
 *
 * A page is an #AdwNavigationPage with a context. Its title and child come from its template.
 */
struct _CrmPageClass
{
  AdwNavigationPageClass parent_class;

  void (*search) (CrmPage *self);
  void (*create) (CrmPage *self);
  void (*answer_survey) (CrmPage *self);
  void (*export) (CrmPage *self);
  void (*take_focus) (CrmPage *self);
  void (*search_for) (CrmPage *self, const char *words);
  void (*show_view) (CrmPage *self, const char *id);
  gboolean (*get_record) (CrmPage *self, const CrmKind **kind, CrmId *id);
  void (*go) (CrmPage *self, int step);
  DexFuture *(*make_sheet) (CrmPage *self);
};

/* Borrowed. Construct-only property "context". */
CrmContext *crm_page_get_context (CrmPage *self);

void crm_page_search (CrmPage *self);
void crm_page_create (CrmPage *self);
void crm_page_answer_survey (CrmPage *self);
void crm_page_export (CrmPage *self);
void crm_page_search_for (CrmPage *self, const char *words);
void crm_page_show_view (CrmPage *self, const char *id);
void crm_page_go (CrmPage *self, int step);

/* Whether it shows one record, and which. */
gboolean crm_page_get_record (CrmPage *self, const CrmKind **kind, CrmId *id);

/* For the window, when nothing else has the focus. */
void crm_page_take_focus (CrmPage *self);

/**
 * crm_page_set_wants_focus:
 *
 * For a page that has nothing yet to give the focus to, or is not on the screen yet: it is to come once there is.
 */
void crm_page_set_wants_focus (CrmPage *self, gboolean wants);

/* Whether it is to come now: a dialog that was opened meanwhile keeps it, and so does a place where somebody types or chooses. */
gboolean crm_page_is_due_focus (CrmPage *self);

/* Asks for a printer, or for a file to write a PDF to. Errors are shown at the window's one seam for them. */
void crm_page_print (CrmPage *self);
void crm_page_save_pdf (CrmPage *self);

/* Asks where to save @sheet as a PDF file, and saves it there. */
void crm_page_offer_pdf (CrmPage *self, CrmSheet *sheet);

/**
 * crm_page_open_record:
 * @kind: what it is
 * @id: which
 * @list: (nullable): the list of #CrmRow it is opened from, for going to the next and the one before
 * @position: its place there
 *
 * Asks the window to show a record, by the signal "open-record".
 */
void crm_page_open_record (CrmPage *self, const CrmKind *kind, const CrmId *id, GListModel *list, guint position);

/**
 * crm_page_apply:
 * @edit: (transfer none): what to write
 * @toast: (nullable): what to say when it is done, with an Undo button; %NULL says nothing
 *
 * Writes an edit. An error is shown at the window's one seam for errors; the future still carries it.
 *
 * Returns: (transfer full): a #DexFuture of a #CrmEditResult.
 */
DexFuture *crm_page_apply (CrmPage *self, CrmEdit *edit, const char *toast);

/* Says that a file was written, by the signal "saved" (text, GFile). */
void crm_page_say_saved (CrmPage *self, const char *text, GFile *file);

/* Says something in passing, or shows an error: by the signals "toast" (text, gboolean with_undo) and "failed" (GError). */
void crm_page_say (CrmPage *self, const char *text, gboolean with_undo);
void crm_page_fail (CrmPage *self, const GError *error);

/* Says that an edit was taken back, with a button that brings it back, by the signal "undone" (text). */
void crm_page_say_undone (CrmPage *self, const char *text);

/* Shows another page on top of this one, by the signal "push" (CrmPage). */
void crm_page_push (CrmPage *self, CrmPage *page);

G_END_DECLS
