/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The QR code of a survey's link: as a picture, for the screen and for a poster. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/surveys/crm-survey-link-code.h"

#include "core/base/crm-qr-code.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/* Pixels of a module: enough to be printed as wide as a hand. */
#define MODULE 12

/* Dark on light, in the dark, too: that is what cameras read. */
static GdkTexture *
new_code (const char *link)
{
  g_autoptr (CrmQrCode) code = crm_qr_code_new (link);
  guint side = code != NULL ? (code->width + 2 * CRM_QR_QUIET) * MODULE : 0;
  g_autofree guint8 *pixels = g_malloc ((gsize)side * side);
  g_autoptr (GBytes) bytes = NULL;

  if (code == NULL)
    return NULL;
  for (guint i = 0; i < side * side; i++)
    {
      guint x = i % side / MODULE - CRM_QR_QUIET, y = i / side / MODULE - CRM_QR_QUIET;

      /* Before the first is beyond the last. */
      pixels[i] = x < code->width && y < code->width && code->dark[y * code->width + x] ? 0 : 255;
    }
  bytes = g_bytes_new_take (g_steal_pointer (&pixels), (gsize)side * side);
  return gdk_memory_texture_new ((int)side, (int)side, GDK_MEMORY_G8, bytes, side);
}

typedef struct
{
  CrmPage *page;
  GdkTexture *code;
} Saving;

static void
saving_free (Saving *saving)
{
  g_object_unref (saving->page);
  g_object_unref (saving->code);
  g_free (saving);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Saving, saving_free)

static void
on_chosen (GObject *source, GAsyncResult *result, gpointer data)
{
  g_autoptr (Saving) saving = data;
  g_autoptr (GFile) file = gtk_file_dialog_save_finish (GTK_FILE_DIALOG (source), result, NULL);
  g_autoptr (GError) error = NULL;
  g_autoptr (GBytes) bytes = NULL;

  if (file == NULL)
    return;
  bytes = gdk_texture_save_to_png_bytes (saving->code);
  if (g_file_replace_contents (file, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), NULL, FALSE, G_FILE_CREATE_NONE, NULL, NULL, &error))
    crm_page_say_saved (saving->page, _ ("QR code saved"), file);
  else
    crm_page_fail (saving->page, error);
}

static void
save (CrmPage *page, GdkTexture *code)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  Saving *saving = g_new0 (Saving, 1);

  *saving = (Saving){ g_object_ref (page), g_object_ref (code) };
  gtk_file_dialog_set_title (dialog, _ ("Save the QR Code"));
  gtk_file_dialog_set_initial_name (dialog, _ ("survey.png"));
  gtk_file_dialog_save (dialog, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (page))), NULL, on_chosen, saving);
}

static void
on_response (AdwAlertDialog *dialog, const char *response, CrmPage *page)
{
  GtkPicture *picture = GTK_PICTURE (adw_alert_dialog_get_extra_child (dialog));

  if (g_str_equal (response, "save"))
    save (page, GDK_TEXTURE (gtk_picture_get_paintable (picture)));
}

void
crm_survey_link_code_present (CrmPage *page, const char *link)
{
  g_autoptr (GdkTexture) code = new_code (link);
  GtkWidget *picture;
  AdwDialog *dialog;

  if (code == NULL)
    return;
  picture = gtk_picture_new_for_paintable (GDK_PAINTABLE (code));
  gtk_picture_set_alternative_text (GTK_PICTURE (picture), _ ("QR code of the survey’s link"));
  gtk_widget_set_size_request (picture, 260, 260);
  dialog = adw_alert_dialog_new (_ ("QR Code of the Link"), _ ("Held in front of a phone’s camera, it opens the survey: for a poster, a counter or an invoice."));
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), picture);
  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog), "close", _ ("_Close"), "save", _ ("_Save as Picture…"), NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "save", ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "save");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "close");
  g_signal_connect_object (dialog, "response", G_CALLBACK (on_response), page, 0);
  adw_dialog_present (dialog, GTK_WIDGET (page));
}
