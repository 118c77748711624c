/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the program's own files lie. */

#include "core/store/crm-file-location.h"

#define FOLDER "clientele"

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
