/* SPDX-License-Identifier: GPL-3.0-or-later */
/* One view of the window. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/crm-page.h"

#include "app/print/crm-letterhead.h"
#include "app/print/crm-printing.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  CrmContext *context;
  gboolean wants_focus;
} CrmPagePrivate;

enum
{
  PROP_0,
  PROP_CONTEXT,
  N_PROPS
};

static GParamSpec *properties[N_PROPS];

enum
{
  OPEN_RECORD,
  TOAST,
  UNDONE,
  PUSH,
  FAILED,
  SAVED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

G_DEFINE_ABSTRACT_TYPE_WITH_PRIVATE (CrmPage, crm_page, ADW_TYPE_NAVIGATION_PAGE)

static void
on_read_only (CrmPage *self)
{
  g_autofree char *reason = crm_store_dup_read_only_reason (crm_context_get_store (crm_page_get_context (self)));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "page.create", reason == NULL);
}

static void
crm_page_constructed (GObject *object)
{
  CrmPage *self = CRM_PAGE (object);

  G_OBJECT_CLASS (crm_page_parent_class)->constructed (object);

  g_signal_connect_object (crm_context_get_store (crm_page_get_context (self)), "notify::read-only-reason", G_CALLBACK (on_read_only), self, G_CONNECT_SWAPPED);
  on_read_only (self);
}

static void
crm_page_finalize (GObject *object)
{
  CrmPagePrivate *priv = crm_page_get_instance_private (CRM_PAGE (object));

  g_clear_object (&priv->context);

  G_OBJECT_CLASS (crm_page_parent_class)->finalize (object);
}

static void
crm_page_get_property (GObject *object, guint id, GValue *value, GParamSpec *spec)
{
  CrmPagePrivate *priv = crm_page_get_instance_private (CRM_PAGE (object));

  if (id == PROP_CONTEXT)
    g_value_set_object (value, priv->context);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
crm_page_set_property (GObject *object, guint id, const GValue *value, GParamSpec *spec)
{
  CrmPagePrivate *priv = crm_page_get_instance_private (CRM_PAGE (object));

  if (id == PROP_CONTEXT)
    priv->context = g_value_dup_object (value);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, spec);
}

static void
crm_page_class_init (CrmPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->constructed = crm_page_constructed;
  object_class->finalize = crm_page_finalize;
  object_class->get_property = crm_page_get_property;
  object_class->set_property = crm_page_set_property;

  properties[PROP_CONTEXT] = g_param_spec_object ("context", NULL, NULL, CRM_TYPE_CONTEXT,
                                                  G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);

  /* open-record (kind: pointer to CrmKind, id: pointer to CrmId, list: GListModel or NULL, position: uint) */
  signals[OPEN_RECORD] = g_signal_new ("open-record", CRM_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 4,
                                       G_TYPE_POINTER, G_TYPE_POINTER, G_TYPE_LIST_MODEL, G_TYPE_UINT);
  signals[TOAST] = g_signal_new ("toast", CRM_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_BOOLEAN);
  signals[UNDONE] = g_signal_new ("undone", CRM_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[PUSH] = g_signal_new ("push", CRM_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, CRM_TYPE_PAGE);
  signals[SAVED] = g_signal_new ("saved", CRM_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_FILE);
  signals[FAILED] = g_signal_new ("failed", CRM_TYPE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_ERROR);
}

static void
crm_page_init (CrmPage *self)
{
}

CrmContext *
crm_page_get_context (CrmPage *self)
{
  CrmPagePrivate *priv = crm_page_get_instance_private (self);

  g_return_val_if_fail (CRM_IS_PAGE (self), NULL);

  return priv->context;
}

void
crm_page_search (CrmPage *self)
{
  g_return_if_fail (CRM_IS_PAGE (self));

  if (CRM_PAGE_GET_CLASS (self)->search != NULL)
    CRM_PAGE_GET_CLASS (self)->search (self);
}

void
crm_page_search_for (CrmPage *self, const char *words)
{
  g_return_if_fail (CRM_IS_PAGE (self) && words != NULL);

  if (CRM_PAGE_GET_CLASS (self)->search_for != NULL)
    CRM_PAGE_GET_CLASS (self)->search_for (self, words);
}

void
crm_page_show_view (CrmPage *self, const char *id)
{
  g_return_if_fail (CRM_IS_PAGE (self) && id != NULL);

  if (CRM_PAGE_GET_CLASS (self)->show_view != NULL)
    CRM_PAGE_GET_CLASS (self)->show_view (self, id);
}

gboolean
crm_page_get_record (CrmPage *self, const CrmKind **kind, CrmId *id)
{
  g_return_val_if_fail (CRM_IS_PAGE (self) && kind != NULL && id != NULL, FALSE);

  return CRM_PAGE_GET_CLASS (self)->get_record != NULL && CRM_PAGE_GET_CLASS (self)->get_record (self, kind, id);
}

void
crm_page_set_wants_focus (CrmPage *self, gboolean wants)
{
  CrmPagePrivate *priv = crm_page_get_instance_private (self);

  g_return_if_fail (CRM_IS_PAGE (self));

  priv->wants_focus = wants;
}

/* Where somebody types or chooses. */
static gboolean
is_in_use (GtkWidget *focus)
{
  return focus != NULL && gtk_widget_get_mapped (focus) && (GTK_IS_TEXT (focus) || GTK_IS_TEXT_VIEW (focus) || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER) != NULL);
}

gboolean
crm_page_is_due_focus (CrmPage *self)
{
  CrmPagePrivate *priv = crm_page_get_instance_private (self);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  g_return_val_if_fail (CRM_IS_PAGE (self), FALSE);

  if (!priv->wants_focus || !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return FALSE;
  if (ADW_IS_APPLICATION_WINDOW (root) && adw_application_window_get_visible_dialog (ADW_APPLICATION_WINDOW (root)) != NULL)
    return FALSE;
  return !is_in_use (gtk_root_get_focus (root));
}

void
crm_page_take_focus (CrmPage *self)
{
  g_return_if_fail (CRM_IS_PAGE (self));

  if (CRM_PAGE_GET_CLASS (self)->take_focus != NULL)
    CRM_PAGE_GET_CLASS (self)->take_focus (self);
  else
    gtk_widget_child_focus (GTK_WIDGET (self), GTK_DIR_TAB_FORWARD);
}

void
crm_page_create (CrmPage *self)
{
  g_return_if_fail (CRM_IS_PAGE (self));

  if (CRM_PAGE_GET_CLASS (self)->create != NULL)
    CRM_PAGE_GET_CLASS (self)->create (self);
}

void
crm_page_answer_survey (CrmPage *self)
{
  g_return_if_fail (CRM_IS_PAGE (self));

  if (CRM_PAGE_GET_CLASS (self)->answer_survey != NULL)
    CRM_PAGE_GET_CLASS (self)->answer_survey (self);
}

void
crm_page_export (CrmPage *self)
{
  g_return_if_fail (CRM_IS_PAGE (self));

  if (CRM_PAGE_GET_CLASS (self)->export != NULL)
    CRM_PAGE_GET_CLASS (self)->export (self);
}

void
crm_page_go (CrmPage *self, int step)
{
  g_return_if_fail (CRM_IS_PAGE (self));

  if (CRM_PAGE_GET_CLASS (self)->go != NULL)
    CRM_PAGE_GET_CLASS (self)->go (self, step);
}

void
crm_page_open_record (CrmPage *self, const CrmKind *kind, const CrmId *id, GListModel *list, guint position)
{
  g_return_if_fail (CRM_IS_PAGE (self) && kind != NULL && id != NULL);

  g_signal_emit (self, signals[OPEN_RECORD], 0, kind, id, list, position);
}

void
crm_page_say (CrmPage *self, const char *text, gboolean with_undo)
{
  g_return_if_fail (CRM_IS_PAGE (self) && text != NULL);

  g_signal_emit (self, signals[TOAST], 0, text, with_undo);
}

void
crm_page_say_undone (CrmPage *self, const char *text)
{
  g_return_if_fail (CRM_IS_PAGE (self) && text != NULL);

  g_signal_emit (self, signals[UNDONE], 0, text);
}

void
crm_page_push (CrmPage *self, CrmPage *page)
{
  g_return_if_fail (CRM_IS_PAGE (self) && CRM_IS_PAGE (page));

  g_signal_emit (self, signals[PUSH], 0, page);
}

void
crm_page_say_saved (CrmPage *self, const char *text, GFile *file)
{
  g_return_if_fail (CRM_IS_PAGE (self) && text != NULL && G_IS_FILE (file));

  g_signal_emit (self, signals[SAVED], 0, text, file);
}

void
crm_page_fail (CrmPage *self, const GError *error)
{
  g_return_if_fail (CRM_IS_PAGE (self) && error != NULL);

  g_signal_emit (self, signals[FAILED], 0, error);
}

typedef struct
{
  CrmPage *page;
  char *toast;
  gboolean with_undo;
} Applying;

static void
applying_free (gpointer data)
{
  Applying *applying = data;

  g_object_unref (applying->page);
  g_free (applying->toast);
  g_free (applying);
}

static DexFuture *
on_applied (DexFuture *future, gpointer data)
{
  Applying *applying = data;
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (future, &error) == NULL)
    crm_page_fail (applying->page, error);
  else if (applying->toast != NULL)
    crm_page_say (applying->page, applying->toast, applying->with_undo);
  return dex_ref (future);
}

DexFuture *
crm_page_apply (CrmPage *self, CrmEdit *edit, const char *toast)
{
  CrmPagePrivate *priv = crm_page_get_instance_private (self);
  Applying *applying;

  g_return_val_if_fail (CRM_IS_PAGE (self) && edit != NULL, NULL);

  applying = g_new0 (Applying, 1);
  applying->page = g_object_ref (self);
  applying->toast = g_strdup (toast);
  applying->with_undo = crm_edit_get_origin (edit) != CRM_EDIT_ORIGIN_ERASURE;
  return dex_future_finally (crm_store_apply (crm_context_get_store (priv->context), edit, NULL), on_applied, applying, applying_free);
}

/* ── paper ────────────────────────────────────────────────────────────────────────────────── */

static DexFuture *
on_printed (DexFuture *printed, gpointer data)
{
  g_autoptr (GError) error = NULL;

  if (dex_future_get_value (printed, &error) == NULL && !g_error_matches (error, GTK_DIALOG_ERROR, GTK_DIALOG_ERROR_DISMISSED))
    crm_page_fail (data, error);
  return NULL;
}

static void
add_letterhead (CrmPage *self, CrmSheet *sheet)
{
  crm_letterhead_add (sheet, crm_context_get_workspace (crm_page_get_context (self)));
}

static DexFuture *
on_sheet_to_print (DexFuture *made, gpointer data)
{
  GtkRoot *root = gtk_widget_get_root (data);

  add_letterhead (data, g_value_get_boxed (dex_future_get_value (made, NULL)));
  return crm_printing_ask (g_value_get_boxed (dex_future_get_value (made, NULL)), GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL);
}

void
crm_page_print (CrmPage *self)
{
  DexFuture *printed;

  g_return_if_fail (CRM_IS_PAGE (self) && CRM_PAGE_GET_CLASS (self)->make_sheet != NULL);

  printed = dex_future_then (CRM_PAGE_GET_CLASS (self)->make_sheet (self), on_sheet_to_print, g_object_ref (self), g_object_unref);
  dex_future_disown (dex_future_finally (printed, on_printed, g_object_ref (self), g_object_unref));
}

typedef struct
{
  CrmPage *page;
  CrmSheet *sheet;
} Saving;

static void
saving_free (gpointer data)
{
  Saving *saving = data;

  g_object_unref (saving->page);
  crm_sheet_unref (saving->sheet);
  g_free (saving);
}

static DexFuture *
on_pdf_saved (DexFuture *saved, gpointer data)
{
  crm_page_say (data, _ ("Saved as PDF"), FALSE);
  return NULL;
}

static void
on_pdf_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  g_autofree char *path = file != NULL ? g_file_get_path (file) : NULL;

  if (path != NULL)
    {
      DexFuture *saved = dex_future_then (crm_printing_save (saving->sheet, path), on_pdf_saved, g_object_ref (saving->page), g_object_unref);

      dex_future_disown (dex_future_finally (saved, on_printed, g_object_ref (saving->page), g_object_unref));
    }
  saving_free (saving);
}

void
crm_page_offer_pdf (CrmPage *self, CrmSheet *sheet)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *title = NULL, *name = NULL;
  GtkRoot *root;
  Saving *saving;

  g_return_if_fail (CRM_IS_PAGE (self) && sheet != NULL);

  add_letterhead (self, sheet);
  root = gtk_widget_get_root (GTK_WIDGET (self));
  title = g_strdelimit (g_strdup (crm_sheet_get_title (sheet)), "/\\:*?\"<>|", '-');
  name = g_strconcat (title, ".pdf", NULL);
  saving = g_new0 (Saving, 1);
  *saving = (Saving){ g_object_ref (self), crm_sheet_ref (sheet) };
  gtk_file_dialog_set_title (dialog, _ ("Save as PDF"));
  gtk_file_dialog_set_initial_name (dialog, name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_pdf_chosen, saving);
}

static DexFuture *
on_sheet_to_save (DexFuture *made, gpointer data)
{
  crm_page_offer_pdf (data, g_value_get_boxed (dex_future_get_value (made, NULL)));
  return dex_future_new_true ();
}

void
crm_page_save_pdf (CrmPage *self)
{
  DexFuture *offered;

  g_return_if_fail (CRM_IS_PAGE (self) && CRM_PAGE_GET_CLASS (self)->make_sheet != NULL);

  offered = dex_future_then (CRM_PAGE_GET_CLASS (self)->make_sheet (self), on_sheet_to_save, g_object_ref (self), g_object_unref);
  dex_future_disown (dex_future_finally (offered, on_printed, g_object_ref (self), g_object_unref));
}
