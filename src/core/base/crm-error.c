/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The error domain of libcrm-core. */

#include "core/base/crm-error.h"

G_DEFINE_QUARK (crm - error - quark, crm_error)
