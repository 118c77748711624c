/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The preferences' row with the company's logo. */

#define G_LOG_DOMAIN "crm-app"

#include "config.h"

#include "app/settings/crm-logo-row.h"

#include "app/settings/crm-settings-apply.h"

#include <glib/gi18n-lib.h>

/* Enough for the paper it goes on; the file stays small. */
#define MAX_WIDTH  900
#define MAX_HEIGHT 300

struct _CrmLogoRow
{
  AdwActionRow parent_instance;

  /* owned */
  CrmWorkspace *workspace;
  char *shown;

  /* template */
  GtkPicture *picture;
  GtkWidget *choose;
  GtkWidget *remove;
};

G_DEFINE_FINAL_TYPE (CrmLogoRow, crm_logo_row, ADW_TYPE_ACTION_ROW)

/* ── showing ──────────────────────────────────────────────────────────────────────────────── */

static GdkTexture *
load (const char *text)
{
  g_autoptr (GBytes) bytes = NULL;
  guchar *data;
  gsize length;

  if (*text == '\0')
    return NULL;
  data = g_base64_decode (text, &length);
  bytes = g_bytes_new_take (data, length);
  return gdk_texture_new_from_bytes (bytes, NULL);
}

static void
on_workspace_changed (CrmLogoRow *self)
{
  const char *text = crm_workspace_get (self->workspace, CRM_SETTING_COMPANY_LOGO);
  g_autoptr (GdkTexture) texture = NULL;

  g_assert (CRM_IS_LOGO_ROW (self));

  if (g_strcmp0 (text, self->shown) == 0)
    return;
  g_set_str (&self->shown, text);
  texture = load (text);
  gtk_picture_set_paintable (self->picture, GDK_PAINTABLE (texture));
  gtk_widget_set_visible (GTK_WIDGET (self->picture), texture != NULL);
  gtk_widget_set_visible (self->remove, texture != NULL);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), texture != NULL ? "" : _ ("None"));
}

/* ── choosing ─────────────────────────────────────────────────────────────────────────────── */

static GdkPixbuf *
shrink (GdkPixbuf *pixbuf)
{
  int width = gdk_pixbuf_get_width (pixbuf), height = gdk_pixbuf_get_height (pixbuf);
  double scale = MIN ((double)MAX_WIDTH / width, (double)MAX_HEIGHT / height);

  return scale >= 1 ? g_object_ref (pixbuf) : gdk_pixbuf_scale_simple (pixbuf, MAX ((int)(width * scale), 1), MAX ((int)(height * scale), 1), GDK_INTERP_HYPER);
}

static void
on_loaded (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmLogoRow) self = CRM_LOGO_ROW (data);
  g_autoptr (GdkPixbuf) whole = gdk_pixbuf_new_from_stream_finish (result, NULL);
  g_autoptr (GdkPixbuf) small = whole != NULL ? shrink (whole) : NULL;
  g_autofree char *png = NULL;
  g_autofree char *text = NULL;
  gsize length;

  if (self->workspace == NULL)
    return;
  if (small == NULL || !gdk_pixbuf_save_to_buffer (small, &png, &length, "png", NULL, NULL))
    {
      crm_settings_say (GTK_WIDGET (self), _ ("This file holds no picture that can be read. Choose a PNG, JPEG or SVG."));
      return;
    }
  text = g_base64_encode ((const guchar *)png, length);
  crm_settings_watch (GTK_WIDGET (self), crm_workspace_set (self->workspace, CRM_SETTING_COMPANY_LOGO, text));
}

static void
on_opened (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmLogoRow) self = CRM_LOGO_ROW (data);
  g_autoptr (GError) error = NULL;
  g_autoptr (GFileInputStream) stream = g_file_read_finish (G_FILE (object), result, &error);

  if (stream != NULL)
    gdk_pixbuf_new_from_stream_async (G_INPUT_STREAM (stream), NULL, on_loaded, g_object_ref (self));
  else if (self->workspace != NULL)
    crm_settings_say (GTK_WIDGET (self), error->message);
}

static void
on_chosen (GObject *object, GAsyncResult *result, gpointer data)
{
  g_autoptr (CrmLogoRow) self = CRM_LOGO_ROW (data);
  g_autoptr (GFile) file = gtk_file_dialog_open_finish (GTK_FILE_DIALOG (object), result, NULL);

  if (file != NULL && self->workspace != NULL)
    g_file_read_async (file, G_PRIORITY_DEFAULT, NULL, on_opened, g_object_ref (self));
}

static void
on_choose (CrmLogoRow *self)
{
  g_autoptr (GtkFileDialog) dialog = gtk_file_dialog_new ();
  g_autoptr (GtkFileFilter) filter = gtk_file_filter_new ();
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  gtk_file_filter_set_name (filter, _ ("Pictures"));
  gtk_file_filter_add_pixbuf_formats (filter);
  gtk_file_dialog_set_default_filter (dialog, filter);
  gtk_file_dialog_set_title (dialog, _ ("Choose a Logo"));
  gtk_file_dialog_open (dialog, GTK_IS_WINDOW (root) ? GTK_WINDOW (root) : NULL, NULL, on_chosen, g_object_ref (self));
}

static void
on_remove (CrmLogoRow *self)
{
  gtk_widget_grab_focus (self->choose);
  crm_settings_watch (GTK_WIDGET (self), crm_workspace_set (self->workspace, CRM_SETTING_COMPANY_LOGO, NULL));
}

/* ── the object ───────────────────────────────────────────────────────────────────────────── */

static void
crm_logo_row_dispose (GObject *object)
{
  CrmLogoRow *self = CRM_LOGO_ROW (object);

  g_clear_object (&self->workspace);
  g_clear_pointer (&self->shown, g_free);
  gtk_widget_dispose_template (GTK_WIDGET (object), CRM_TYPE_LOGO_ROW);

  G_OBJECT_CLASS (crm_logo_row_parent_class)->dispose (object);
}

static void
crm_logo_row_class_init (CrmLogoRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = crm_logo_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, "/org/clientele/Clientele/settings/crm-logo-row.ui");
  gtk_widget_class_bind_template_child (widget_class, CrmLogoRow, picture);
  gtk_widget_class_bind_template_child (widget_class, CrmLogoRow, choose);
  gtk_widget_class_bind_template_child (widget_class, CrmLogoRow, remove);
  gtk_widget_class_bind_template_callback (widget_class, on_choose);
  gtk_widget_class_bind_template_callback (widget_class, on_remove);
}

static void
crm_logo_row_init (CrmLogoRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
crm_logo_row_set_context (CrmLogoRow *self, CrmContext *context)
{
  g_return_if_fail (CRM_IS_LOGO_ROW (self) && CRM_IS_CONTEXT (context) && self->workspace == NULL);

  self->workspace = g_object_ref (crm_context_get_workspace (context));
  g_signal_connect_object (self->workspace, "changed", G_CALLBACK (on_workspace_changed), self, G_CONNECT_SWAPPED);
  on_workspace_changed (self);
}
