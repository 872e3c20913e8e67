#pragma once

#include <openssl/bn.h>
#include <openssl/core_names.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/err.h>
#include <openssl/evp.h>
#include <openssl/kdf.h>
#include <openssl/param_build.h>
#include <openssl/params.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/rsa.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

/// What EVP_PKEY_fromdata() takes for a public key; the library has it only as a macro that Swift cannot read.
static inline int tollgate_public_key_selection(void) {
    return EVP_PKEY_PUBLIC_KEY;
}

/// Takes an option away from a context, which the library has only as a macro.
static inline void tollgate_demand_closure(void *context) {
    SSL_CTX_clear_options((SSL_CTX *)context, SSL_OP_IGNORE_UNEXPECTED_EOF);
}
