package io.vesper.document;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * A pJSON value: immutable, compared by content. Numbers are compared by their digits as written, so {@code 1.0} and
 * {@code 1} differ: neither may silently become the other at another site. Members of objects have no order.
 */
public sealed interface Value {

    /** The JSON {@code null}, a value like any other: a property that is null is not absent. */
    record NullValue() implements Value {
        public static final NullValue NULL = new NullValue();

        @Override
        public String toString() {
            return "null";
        }
    }

    record BooleanValue(boolean truth) implements Value {
        @Override
        public String toString() {
            return String.valueOf(truth);
        }
    }

    /**
     * A number of any size and precision.
     *
     * @param literal the digits as they were written, in JSON's grammar
     */
    record NumberValue(String literal) implements Value {
        public NumberValue {
            if (!isNumber(literal)) {
                throw VesperException.badInput("not a JSON number: " + Json.excerpt(literal), null);
            }
            if (literal.length() > Json.MAX_NUMBER) {
                throw VesperException.badInput(
                        "a number may have " + Json.MAX_NUMBER + " characters at most, this one has "
                                + literal.length(),
                        "write it as a text");
            }
        }

        public static NumberValue of(long number) {
            return new NumberValue(Long.toString(number));
        }

        /**
         * The number's value. Its exponent may be so large that expanding it would exhaust memory: compare, don't expand.
         *
         * @throws VesperException (bad input) if the exponent is beyond what a BigDecimal holds, some two thousand million
         */
        public BigDecimal value() {
            try {
                return new BigDecimal(literal);
            } catch (NumberFormatException e) {
                throw new VesperException(
                        Failure.BAD_INPUT, "a number too large to calculate with: " + Json.excerpt(literal), null, e);
            }
        }

        @Override
        public String toString() {
            return literal;
        }

        /** JSON's grammar: -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)? */
        private static boolean isNumber(String s) {
            int length = s.length();
            int at = 0;
            if (at < length && s.charAt(at) == '-') {
                at++;
            }
            if (at < length && s.charAt(at) == '0') {
                at++;
            } else {
                int end = digits(s, at);
                if (end == at) {
                    return false;
                }
                at = end;
            }
            if (at < length && s.charAt(at) == '.') {
                int end = digits(s, at + 1);
                if (end == at + 1) {
                    return false;
                }
                at = end;
            }
            if (at < length && (s.charAt(at) == 'e' || s.charAt(at) == 'E')) {
                at++;
                if (at < length && (s.charAt(at) == '+' || s.charAt(at) == '-')) {
                    at++;
                }
                int end = digits(s, at);
                if (end == at) {
                    return false;
                }
                at = end;
            }
            return at == length;
        }

        private static int digits(String s, int from) {
            int at = from;
            while (at < s.length() && s.charAt(at) >= '0' && s.charAt(at) <= '9') {
                at++;
            }
            return at;
        }
    }

    /** A text of any Unicode, unpaired surrogates included. In pJSON it may stand for a reference: see {@link References}. */
    record TextValue(String text) implements Value {
        @Override
        public String toString() {
            return Json.print(this);
        }
    }

    /** An array. In merging it is one single value: two different arrays written at once are a conflict. */
    record ListValue(List<Value> items) implements Value {
        public ListValue {
            items = List.copyOf(items);
        }

        @Override
        public String toString() {
            return Json.print(this);
        }
    }

    /** An object; its members are sorted by name, so equal objects print alike. */
    record ObjectValue(SortedMap<String, Value> members) implements Value {
        public static final ObjectValue EMPTY = new ObjectValue(new TreeMap<>());

        public ObjectValue {
            SortedMap<String, Value> byName = new TreeMap<>(); // whatever order the given map had
            byName.putAll(members);
            members = Collections.unmodifiableSortedMap(byName);
        }

        public static ObjectValue of(Map<String, ? extends Value> members) {
            return new ObjectValue(new TreeMap<>(members));
        }

        @Override
        public String toString() {
            return Json.print(this);
        }
    }

    static Value of(String text) {
        return new TextValue(text);
    }

    static Value of(long number) {
        return NumberValue.of(number);
    }

    static Value of(boolean truth) {
        return new BooleanValue(truth);
    }
}
