package io.vesper

import io.vesper.broker.EmbeddedBroker
import io.vesper.channel.HostPort
import io.vesper.document.Path
import io.vesper.document.Value
import io.vesper.document.VesperException
import io.vesper.node.NodeStatus
import java.time.Duration
import kotlin.test.assertEquals
import kotlin.test.assertFailsWith
import kotlin.test.assertNull
import kotlin.test.assertTrue
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

class SiteKotlinTest {
    @TempDir
    lateinit var folder: java.nio.file.Path

    @Test
    fun `a program embeds a store`() {
        Site.open(folder, "0A").use { site ->
            site.put("""{"id": "pump-1", "pressure": 7, "fitted": "@hall-2"}""")
            val committed = site.change("inspection") { draft ->
                draft.set("pump-1", Path.of("pressure"), Value.of(8))
                draft.set("hall-2", Path.of("dry"), Value.of(true))
            }

            assertEquals("0A.2", committed.orElseThrow().changeset().toString())
            assertEquals(Value.of(8), site.get("pump-1").orElseThrow().properties().members()["pressure"])
            assertNull(site.get("nobody").orElse(null))
        }
    }

    @Test
    fun `what was put is there when the store is opened again, and only under its own branch`() {
        Site.open(folder, "0A").use { it.put("""{"id": "pump-1"}""") }

        Site.open(folder, "0A").use { assertTrue(it.get("pump-1").isPresent) }
        assertFailsWith<VesperException> { Site.open(folder, "0B") }
    }

    @Test
    fun `a program replicates two stores, also after one was on its own`() {
        EmbeddedBroker.inMemory(0).use { broker ->
            val hosts = listOf(HostPort("127.0.0.1", broker.port(), false))
            Site.open(folder.resolve("a"), "0A").use { a ->
                Site.open(folder.resolve("b"), "0B").use { b ->
                    a.put("""{"id": "pump-1", "pressure": 7}""")
                    b.put("""{"id": "pump-1", "weight": 80}""")

                    a.replicate("KOTLIN", hosts)
                    val node = b.replicate("KOTLIN", hosts)

                    assertTrue(node.await(Duration.ofSeconds(30)) { status: NodeStatus ->
                        status.store().revision() == a.store().present().revision() && status.store().changesets() == 2L
                    })
                    assertEquals(a.store().present().digest(), b.store().present().digest())
                    assertEquals(
                        """{"pressure":7,"weight":80}""",
                        a.get("pump-1").orElseThrow().properties().toString(),
                    )
                }
            }
        }
    }
}
