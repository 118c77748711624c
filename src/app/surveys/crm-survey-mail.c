/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Saves the page that is mailed out. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-mail.h"

#include "core/base/crm-file-name.h"
#include "core/surveys/crm-survey-html.h"

#include <glib/gi18n-lib.h>
#include <string.h>

typedef struct
{
  CrmPage *page;
  char *html;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->page);
  g_free (saving->html);
  g_free (saving);
}

static void
on_written (GObject *object, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  g_autoptr (GError) error = NULL;

  if (g_file_replace_contents_finish (G_FILE (object), result, NULL, &error))
    crm_page_say_saved (saving->page, _ ("Page saved: mail it to whom you ask"), G_FILE (object));
  else
    crm_page_fail (saving->page, error);
  saving_free (saving);
}

static void
on_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  Saving *saving = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (object), result, NULL);
  g_autoptr (GBytes) bytes = NULL;

  if (file == NULL)
    {
      saving_free (saving);
      return;
    }
  bytes = g_bytes_new (saving->html, strlen (saving->html));
  g_file_replace_contents_bytes_async (file, bytes, NULL, FALSE, G_FILE_CREATE_NONE, NULL, on_written, saving);
}

void
crm_survey_mail_save (CrmPage *page, CrmSurveyForm *form, const char *token, const char *name)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autofree char *title = NULL, *file_name = NULL;
  GtkRoot *root;
  Saving *saving;

  g_return_if_fail (CRM_IS_PAGE (page) && form != NULL);

  root = gtk_widget_get_root (GTK_WIDGET (page));
  title = name != NULL ? g_strdup_printf ("%s, %s.html", crm_record_get_title (form->survey), name) : g_strdup_printf ("%s.html", crm_record_get_title (form->survey));
  file_name = crm_file_name_clean (title);
  saving = g_new0 (Saving, 1);
  *saving = (Saving){ g_object_ref (page), crm_survey_html_write (form, token) };
  gtk_file_dialog_set_title (dialog, _ ("Save the Page to Mail"));
  gtk_file_dialog_set_initial_name (dialog, file_name);
  gtk_file_dialog_save (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_chosen, saving);
}
