package io.vesper.revision

import org.junit.jupiter.api.Test
import kotlin.test.assertEquals
import kotlin.test.assertFalse
import kotlin.test.assertTrue

class RevisionKotlinTest {
    @Test
    fun `revisions are compared and put together`() {
        val here = Revision.parse("0A.12")
        val there = Revision.parse("0A.11,0B.3")

        assertFalse(here.precedes(there))
        assertTrue(here.isConcurrentWith(there))
        assertEquals("0A.12,0B.3", here.union(there).toString())
    }

    @Test
    fun `changesets sort by branch and number`() {
        val ids = listOf("0B.1", "0A.12", "0A.2").map(ChangesetId::parse).sorted()

        assertEquals(listOf("0A.2", "0A.12", "0B.1"), ids.map { it.toString() })
        assertEquals(BranchId.of("0A"), ids.first().branch)
    }
}
