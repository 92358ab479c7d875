package io.vesper.document

import io.vesper.document.Value.NullValue
import io.vesper.document.Value.NumberValue
import io.vesper.document.Value.ObjectValue
import io.vesper.document.Value.TextValue
import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNull

/** What a Kotlin program sees: no platform types, nothing to escape with backticks, sealed values that `when` exhausts. */
class DocumentKotlinTest {
    @Test
    fun `a document is read, changed and printed`() {
        val document = Document.from(Json.parseObject("""{"id":"AES","position":{"latitude":62.5625}}""")) { "new" }

        val moved = document.with(Path.of("position", "latitude"), NumberValue("62.56"))

        assertEquals("AES", moved.id)
        assertEquals("""{"id":"AES","position":{"latitude":62.56}}""", Json.print(moved.toValue()))
    }

    @Test
    fun `a when over values needs no else`() {
        fun kind(value: Value): String =
            when (value) {
                is NullValue -> "null"
                is Value.BooleanValue -> "boolean"
                is NumberValue -> "number"
                is TextValue -> "text"
                is Value.ListValue -> "list"
                is ObjectValue -> "object"
            }

        assertEquals("text", kind(Json.parse("\"Ålesund\"")))
        assertEquals("null", kind(Json.parse("null")))
    }

    @Test
    fun `a member that may be missing is nullable`() {
        val missing: Value? = Json.parseObject("{}").members["name"]

        assertNull(missing)
    }

    @Test
    fun `an error says what kind it is, and its hint may be missing`() {
        val error = assertFailsWith<VesperException> { Json.parse("{") }
        val hint: String? = error.hint()

        assertEquals(Failure.BAD_INPUT, error.failure())
        assertEquals(hint, error.hint())
    }
}
