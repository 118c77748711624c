/* SPDX-License-Identifier: GPL-3.0-or-later */
/* What the commands of clientele-cli share. */

#define G_LOG_DOMAIN "crm-cli"

#include "config.h"

#include "cli/crm-cli.h"

#include "core/base/crm-error.h"
#include "core/store/crm-file-location.h"

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (crm - cli - error - quark, crm_cli_error)

char *
crm_cli_dup_path (const CrmCli *self)
{
  return self->db != NULL ? g_strdup (self->db) : crm_file_location_dup_default ();
}

CrmValueStyle
crm_cli_get_style (const CrmCli *self)
{
  return (CrmValueStyle){ self->locale, self->currency, crm_clock_get_zone (self->clock) };
}

/* A misspelt name must not leave an empty file behind. */
static gboolean
check_there (const char *path, GError **error)
{
  g_autofree char *name = g_filename_display_name (path);

  if (g_file_test (path, G_FILE_TEST_IS_REGULAR))
    return TRUE;
  if (g_file_test (path, G_FILE_TEST_EXISTS))
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_DATABASE, _ ("“%s” is no file."), name);
  else
    g_set_error (error, CRM_CLI_ERROR, CRM_CLI_DATABASE, _ ("There is no file “%s”. Name the one you mean with --db."), name);
  return FALSE;
}

gboolean
crm_cli_open (CrmCli *self, CrmCliOpenMode mode, GError **error)
{
  g_autofree char *path = crm_cli_dup_path (self);
  g_autofree char *reason = NULL;
  g_autoptr (GError) local_error = NULL;

  if (mode == CRM_CLI_OPEN_EXISTING && !check_there (path, error))
    return FALSE;
  self->store = dex_await_object (crm_store_open (path, self->clock), error);
  if (self->store == NULL)
    return FALSE;
  reason = crm_store_dup_read_only_reason (self->store);
  if (reason != NULL && !self->quiet)
    g_printerr ("%s\n", reason);
  self->currency = dex_await_string (crm_store_find_setting (self->store, "currency"), &local_error);
  if (local_error == NULL)
    return TRUE;
  g_propagate_error (error, g_steal_pointer (&local_error));
  return FALSE;
}

gboolean
crm_cli_find_user (CrmCli *self, CrmId *user, GError **error)
{
  g_autofree char *text = dex_await_string (crm_store_find_setting (self->store, "user"), error);

  return text != NULL && crm_id_parse (text, user);
}

static CrmCliExit
exit_of_core_error (int code)
{
  switch ((CrmError)code)
    {
    case CRM_ERROR_INVALID:
    case CRM_ERROR_AMBIGUOUS:
    case CRM_ERROR_NOT_FOUND:
      return CRM_CLI_USAGE;
    case CRM_ERROR_UNREADABLE:
      return CRM_CLI_INPUT;
    case CRM_ERROR_CONFLICT:
      return CRM_CLI_REFUSED;
    case CRM_ERROR_DAMAGED:
    case CRM_ERROR_NEWER:
    case CRM_ERROR_LOCKED:
    case CRM_ERROR_READ_ONLY:
    case CRM_ERROR_FULL:
    case CRM_ERROR_STORAGE:
    default:
      return CRM_CLI_DATABASE;
    }
}

CrmCliExit
crm_cli_exit_of_error (const GError *error)
{
  if (error->domain == CRM_CLI_ERROR)
    return (CrmCliExit)error->code;
  if (error->domain == CRM_ERROR)
    return exit_of_core_error (error->code);
  if (error->domain == G_OPTION_ERROR)
    return CRM_CLI_USAGE;
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return CRM_CLI_REFUSED;
  return CRM_CLI_DATABASE;
}
