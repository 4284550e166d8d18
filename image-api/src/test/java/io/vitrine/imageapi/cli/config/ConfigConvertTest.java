package io.vitrine.imageapi.cli.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.vitrine.contracts.ConfigurationKeys;
import io.vitrine.imageapi.cli.config.GlanceOptions.Rule;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code image-admin config convert}. */
class ConfigConvertTest {
    private static final String WHOLE = """
            [DEFAULT]
            # bind_host = 0.0.0.0
            enabled_backends = fast:file, cold:s3,
                blocks:rbd
            workers = 4
            image_size_cap = 1099511627776
            user_storage_quota = 500GB
            enabled_import_methods = [glance-direct,'web-download']
            node_staging_uri = file:///var/lib/glance/staging
            show_multiple_locations = True
            scrub_time = 3600
            registry_host = 0.0.0.0
            enabled_import_method = web-download

            [glance_store]
            default_backend = fast

            [fast]
            filesystem_store_datadir: /var/lib/glance/images
            store_description = "next door"
            weight = 10

            [cold]
            s3_store_host = https://s3.example.org
            s3_store_bucket = images
            s3_store_access_key = AKIA123
            s3_store_secret_key = hunter2
            s3_store_large_object_size = 100

            [blocks]
            rbd_store_pool = images

            [database]
            connection = mysql+pymysql://glance:hunter3@db/glance
            max_pool_size = 20

            [keystone_authtoken]
            password = hunter4

            [task]
            task_time_to_live = 24
            """;

    @TempDir
    Path dir;

    @Test
    void aWholeConfigurationBecomesPropertiesThatPassTheCheck() throws IOException {
        Run convert = convert(WHOLE);

        Properties properties = new Properties();
        properties.load(new StringReader(convert.out()));
        assertThat(properties)
                .containsEntry("images.stores.fast.type", "file")
                .containsEntry("images.stores.cold.type", "s3")
                .containsEntry("images.stores.default", "fast")
                .containsEntry("images.stores.fast.filesystem.dir", "/var/lib/glance/images")
                .containsEntry("images.stores.fast.description", "next door")
                .containsEntry("images.stores.fast.weight", "10")
                .containsEntry("images.stores.cold.s3.endpoint", "https://s3.example.org")
                .containsEntry("images.stores.cold.s3.large-object-size", "100M")
                .containsEntry("images.workers", "4")
                .containsEntry("images.limits.image-size", "1099511627776")
                .containsEntry("images.limits.project-storage", "500GB")
                .containsEntry("images.import.methods", "glance-direct,web-download")
                .containsEntry("images.import.staging.dir", "/var/lib/glance/staging")
                .containsEntry("images.locations.show-multiple", "true")
                .containsEntry("images.delete.grace", "3600S")
                .containsEntry("images.tasks.ttl", "24H")
                .containsEntry("quarkus.datasource.jdbc.max-size", "20")
                .doesNotContainKey("images.stores.blocks.type");
        Path written = Files.writeString(dir.resolve("vitrine.properties"), convert.out());
        assertThat(Run.of("check", written.toString()).code()).isZero();
    }

    @Test
    void everyOptionWithoutACounterpartHasALine() throws IOException {
        Run convert = convert(WHOLE);

        assertThat(convert.out().lines())
                .anyMatch(line -> line.contains("[DEFAULT] registry_host") && line.contains("obsolete"))
                .anyMatch(line -> line.contains("'blocks'") && line.contains("rbd"))
                .anyMatch(line -> line.contains("[blocks] rbd_store_pool"))
                .anyMatch(line -> line.contains("[database] connection") && line.contains("PostgreSQL"))
                .anyMatch(line -> line.contains("[cold] s3_store_secret_key") && line.contains("secret-key-file"))
                .anyMatch(line -> line.contains("[keystone_authtoken] password"))
                .anyMatch(line -> line.contains("[DEFAULT] enabled_import_method (line 13): not known"));
        assertThat(convert.code()).as("a misspelt name").isEqualTo(1);
    }

    @Test
    void secretsNeverLeaveTheFile() throws IOException {
        assertThat(convert(WHOLE).out()).doesNotContain("hunter2", "hunter3", "hunter4", "AKIA123");
        assertThat(convert("[database]\nconnection = postgresql+psycopg2://glance:hunter5@db:5433/glance")
                        .out())
                .contains("quarkus.datasource.jdbc.url=jdbc\\:postgresql://db:5433/glance".replace("\\", ""))
                .contains("quarkus.datasource.username=glance")
                .doesNotContain("hunter5");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    [glance_store]~stores = file,http~default_store = file~filesystem_store_datadir = /a | images.stores.file.filesystem.dir=/a
                    [glance_store]~filesystem_store_datadir = /a      | images.stores.default=file
                    [glance_store]~stores = file,http~default_store = filesystem | images.stores.default=file
                    [DEFAULT]~image_cache_stall_time = 60             | images.cache.stall-time=60S
                    [import_filtering_opts]~allowed_ports = [80, 443] | images.import.filter.allowed-ports=80,443
                    [inject_metadata_properties]~inject = "a:b","os_x:1" | images.import.inject.properties.os_x=1
                    [oslo_policy]~policy_file = policy.yaml           | images.policy.file=policy.yaml
                    [barbican]~barbican_endpoint = https://kms:9311   | images.keys.barbican.endpoint=https://kms:9311
                    workers = 3                                       | images.workers=3
                    """)
    void optionsBecomeKeys(String options, String property) throws IOException {
        assertThat(convert(options.replace("~", "\n")).out().lines()).contains(property);
    }

    @ParameterizedTest
    @ValueSource(strings = {"[DEFAULT", "just words", "  indented = 1", "= 3"})
    void whatIsNoConfigurationIsRefusedWithItsLine(String text) throws IOException {
        Run convert = convert(text);

        assertThat(convert.code()).isEqualTo(2);
        assertThat(convert.err()).contains("line 1");
    }

    @Test
    void twoOptionsForOneKeyAreNotMixedSilently() throws IOException {
        assertThat(convert("[wsgi]\ntask_pool_threads = 3\n[taskflow_executor]\nmax_workers = 5")
                        .out())
                .contains("images.import.concurrency=3", "[taskflow_executor] max_workers", "set to 3");
    }

    /** The table names no key that is none. */
    @Test
    void everyKeyOfTheTableExists() {
        assertThat(new GlanceOptions()
                        .rules().stream()
                                .filter(rule -> rule.how().writes() || rule.how() == GlanceOptions.How.SECRET)
                                .map(Rule::target)
                                .filter(key -> key.startsWith("images.")))
                .isNotEmpty()
                .allSatisfy(key -> assertThat(ConfigurationKeys.ALL).contains(key.replace("<id>", "*")));
    }

    private Run convert(String text) throws IOException {
        return Run.of(
                "convert",
                Files.writeString(dir.resolve("glance-api.conf"), text).toString());
    }
}
