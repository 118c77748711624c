/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decides where an error is shown. */

#include "config.h"

#include "app/crm-error-place.h"

#include "core/base/crm-error.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>

/* A toast is one line that passes by. */
#define TOAST_LENGTH 80

CrmErrorPlace
crm_error_get_place (const GError *error)
{
  g_return_val_if_fail (error != NULL, CRM_ERROR_PLACE_NOWHERE);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return CRM_ERROR_PLACE_NOWHERE;
  if (error->domain == CRM_ERROR)
    switch (error->code)
      {
      case CRM_ERROR_DAMAGED:
      case CRM_ERROR_FULL:
      case CRM_ERROR_STORAGE:
        return CRM_ERROR_PLACE_DIALOG;
      case CRM_ERROR_NEWER:
      case CRM_ERROR_READ_ONLY:
        return CRM_ERROR_PLACE_BANNER;
      default:
        break;
      }
  return g_utf8_strlen (error->message, -1) > TOAST_LENGTH ? CRM_ERROR_PLACE_DIALOG : CRM_ERROR_PLACE_TOAST;
}

const char *
crm_error_get_heading (const GError *error)
{
  g_return_val_if_fail (error != NULL, NULL);

  if (error->domain == CRM_ERROR)
    switch (error->code)
      {
      case CRM_ERROR_DAMAGED:
        return _ ("The File Is Damaged");
      case CRM_ERROR_FULL:
        return _ ("The Disk Is Full");
      case CRM_ERROR_LOCKED:
        return _ ("The File Is in Use");
      case CRM_ERROR_INVALID:
      case CRM_ERROR_AMBIGUOUS:
        return _ ("This Cannot Be Saved");
      default:
        break;
      }
  return _ ("That Did Not Work");
}
