/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Decides where an error is shown. */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * CrmErrorPlace:
 * @CRM_ERROR_PLACE_NOWHERE: somebody wanted it so
 * @CRM_ERROR_PLACE_TOAST: it can be tried again
 * @CRM_ERROR_PLACE_DIALOG: it must be read: something has to be done first, or it takes more than a line
 * @CRM_ERROR_PLACE_BANNER: it lasts
 */
typedef enum
{
  CRM_ERROR_PLACE_NOWHERE,
  CRM_ERROR_PLACE_TOAST,
  CRM_ERROR_PLACE_DIALOG,
  CRM_ERROR_PLACE_BANNER,
} CrmErrorPlace;

CrmErrorPlace crm_error_get_place (const GError *error);

/* A short translated heading for the dialog. */
const char *crm_error_get_heading (const GError *error);

G_END_DECLS
