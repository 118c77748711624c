/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the program's own files lie. */

#include "core/store/crm-file-location.h"

#include "core/base/crm-file-name.h"

#define FOLDER "clientele"

char *
crm_file_location_dup_folder (void)
{
  return g_build_filename (g_get_user_data_dir (), FOLDER, NULL);
}

char *
crm_file_location_dup_named (const char *name)
{
  g_autofree char *file = g_strconcat (name, ".clientele", NULL), *clean = crm_file_name_clean (file);

  return g_build_filename (g_get_user_data_dir (), FOLDER, clean, NULL);
}

char *
crm_file_location_dup_default (void)
{
  return g_build_filename (g_get_user_data_dir (), FOLDER, "clientele.clientele", NULL);
}

char *
crm_file_location_dup_demo (void)
{
  return g_build_filename (g_get_user_data_dir (), FOLDER, "demo.clientele", NULL);
}
