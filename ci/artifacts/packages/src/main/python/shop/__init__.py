# SPDX-License-Identifier: Apache-2.0
import greet


def welcome(customer):
    return greet.greet(customer)
