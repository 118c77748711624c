/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of libcrm-core. */

#include "core/base/crm-error.h"

/* Not by G_DEFINE_QUARK(): a formatter takes its bare dashes for minus signs. */
GQuark
crm_error_quark (void)
{
  return g_quark_from_static_string ("crm-error-quark");
}
