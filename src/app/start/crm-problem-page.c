/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Says why a file cannot be opened, and offers what can be done. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/start/crm-problem-page.h"

#include "app/start/crm-opening.h"
#include "core/base/crm-error.h"

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

struct _CrmProblemPage
{
  AdwBin parent_instance;

  /* owned */
  char *path;

  /* template */
  AdwStatusPage *status;
  GtkButton *restore_button;
};

G_DEFINE_FINAL_TYPE (CrmProblemPage, crm_problem_page, ADW_TYPE_BIN)

static const char *
get_title (const GError *error)
{
  if (error->domain == CRM_ERROR)
    switch (error->code)
      {
      case CRM_ERROR_DAMAGED:
      case CRM_ERROR_UNREADABLE:
        return _ ("The File Is Damaged");
      case CRM_ERROR_LOCKED:
        return _ ("The File Is in Use");
      case CRM_ERROR_FULL:
        return _ ("The Disk Is Full");
      default:
        break;
      }
  return _ ("The File Cannot Be Opened");
}

/* The backup's time, as the reader's locale writes it. */
static char *
format_time (const char *backup)
{
  g_autoptr (GDateTime) time = NULL;
  g_autoptr (GDateTime) local = NULL;
  GStatBuf info;

  if (g_stat (backup, &info) != 0)
    return g_path_get_basename (backup);
  time = g_date_time_new_from_unix_utc (info.st_mtime);
  local = g_date_time_to_local (time);
  /* Translators: day, month, year, hour, minute of a backup, for strftime. */
  return g_date_time_format (local, _ ("%-d %B %Y, %H:%M"));
}

static DexFuture *
on_backup_found (DexFuture *future, gpointer data)
{
  CrmProblemPage *self = CRM_PROBLEM_PAGE (data);
  const char *backup = g_value_get_string (dex_future_get_value (future, NULL));
  g_autofree char *time = format_time (backup);
  g_autofree char *label = NULL;

  /* The file asked about may be another by now. */
  if (self->path == NULL || !g_str_has_prefix (strrchr (backup, G_DIR_SEPARATOR) + 1, strrchr (self->path, G_DIR_SEPARATOR) + 1))
    return NULL;
  label = g_strdup_printf (_ ("_Restore the Backup of %s"), time);
  gtk_button_set_label (self->restore_button, label);
  gtk_actionable_set_action_target (GTK_ACTIONABLE (self->restore_button), "s", backup);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->restore_button), "app.restore-backup");
  gtk_widget_set_visible (GTK_WIDGET (self->restore_button), TRUE);
  return NULL;
}

static void
crm_problem_page_finalize (GObject *object)
{
  g_free (CRM_PROBLEM_PAGE (object)->path);

  G_OBJECT_CLASS (crm_problem_page_parent_class)->finalize (object);
}

static void
crm_problem_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_PROBLEM_PAGE);

  G_OBJECT_CLASS (crm_problem_page_parent_class)->dispose (object);
}

static void
crm_problem_page_class_init (CrmProblemPageClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_problem_page_dispose;
  G_OBJECT_CLASS (klass)->finalize = crm_problem_page_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/start/crm-problem-page.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmProblemPage, status);
  gtk_widget_class_bind_template_child (widget_class, CrmProblemPage, restore_button);
}

static void
crm_problem_page_init (CrmProblemPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_problem_page_show (CrmProblemPage *self, const char *path, const GError *error)
{
  g_autofree char *description = NULL;

  g_return_if_fail (CRM_IS_PROBLEM_PAGE (self) && path != NULL && error != NULL);

  g_set_str (&self->path, path);
  description = g_markup_escape_text (error->message, -1);
  adw_status_page_set_title (self->status, get_title (error));
  adw_status_page_set_description (self->status, description);
  gtk_widget_set_visible (GTK_WIDGET (self->restore_button), FALSE);
  if (g_error_matches (error, CRM_ERROR, CRM_ERROR_DAMAGED) || g_error_matches (error, CRM_ERROR, CRM_ERROR_UNREADABLE))
    dex_future_disown (dex_future_then (crm_opening_find_backup (path), on_backup_found, g_object_ref (self), g_object_unref));
}
