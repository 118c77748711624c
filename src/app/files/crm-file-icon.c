/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The icon of each type of file. */

#define G_LOG_DOMAIN "crm-app"

#include "app/files/crm-file-icon.h"

#include <gio/gio.h>

/* The first whose words stand in the type. Ours rather than the system's: that one may name an icon no theme here has. */
static const char *const icons[][2] = {
  { "spreadsheet", "x-office-spreadsheet-symbolic" },
  { "ms-excel", "x-office-spreadsheet-symbolic" },
  { "csv", "x-office-spreadsheet-symbolic" },
  { "presentation", "x-office-presentation-symbolic" },
  { "powerpoint", "x-office-presentation-symbolic" },
  { "image/", "image-x-generic-symbolic" },
  { "audio/", "audio-x-generic-symbolic" },
  { "video/", "video-x-generic-symbolic" },
  { "pdf", "x-office-document-symbolic" },
  { "wordprocessing", "x-office-document-symbolic" },
  { "msword", "x-office-document-symbolic" },
  { "opendocument", "x-office-document-symbolic" },
  { "rtf", "x-office-document-symbolic" },
  { "zip", "package-x-generic-symbolic" },
  { "tar", "package-x-generic-symbolic" },
  { "compressed", "package-x-generic-symbolic" },
  { "rar", "package-x-generic-symbolic" },
  { "message/", "mail-unread-symbolic" },
  { "vcard", "x-office-address-book-symbolic" },
  { "calendar", "x-office-calendar-symbolic" },
};

const char *
crm_file_icon_get_name (const char *media_type, const char *name)
{
  gboolean is_known = media_type != NULL && *media_type != '\0' && !g_str_equal (media_type, "application/octet-stream");
  g_autofree char *guess = is_known ? NULL : g_content_type_guess (name, NULL, 0, NULL);
  const char *type = is_known ? media_type : guess;

  for (gsize i = 0; i < G_N_ELEMENTS (icons); i++)
    if (strstr (type, icons[i][0]) != NULL)
      return icons[i][1];
  return "text-x-generic-symbolic";
}
