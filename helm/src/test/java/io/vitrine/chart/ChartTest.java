package io.vitrine.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import io.vitrine.contracts.ConfigurationKeys;
import io.vitrine.contracts.Topics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ChartTest {
    static final List<String> SETS = Chart.ALL;
    private static final List<String> SERVICES = List.of("image-api", "store-gateway", "import-worker", "key-cleanup");
    private static final Map<String, Manifests> RENDERED = new ConcurrentHashMap<>();

    private static Manifests rendered(String set) {
        return RENDERED.computeIfAbsent(set, Chart::render);
    }

    @ParameterizedTest
    @FieldSource("SETS")
    void lintFindsNothing(String set, @TempDir Path folder) throws Exception {
        var result = Chart.lint(set, folder);
        assertThat(result.isFailed())
                .as(String.join("\n", result.getMessages()))
                .isFalse();
    }

    @ParameterizedTest
    @FieldSource("SETS")
    void everyManifestIsWhatKubernetesKnows(String set) throws Exception {
        var model = new KubernetesModel();
        assertThat(rendered(set).all().stream().flatMap(manifest -> model.faults(manifest).stream()))
                .isEmpty();
    }

    @Test
    void theModelRefusesAMisspeltField() throws Exception {
        JsonNode manifest = Chart.YAML.readTree(
                "{apiVersion: v1, kind: Service, metadata: {name: x}, spec: {ports: [{port: 1, targtPort: 2}]}}");
        assertThat(new KubernetesModel().faults(manifest))
                .singleElement()
                .asString()
                .contains("targtPort");
        JsonNode foreign = Chart.YAML.readTree(
                "{apiVersion: cert-manager.io/v1, kind: Certificate, metadata: {name: x}, spec: {secretname: x}}");
        assertThat(new KubernetesModel().faults(foreign))
                .singleElement()
                .asString()
                .contains("secretname");
    }

    @ParameterizedTest
    @FieldSource("SETS")
    void namesAreUnique(String set) {
        assertThat(rendered(set).all().stream()
                        .map(m -> m.path("kind").asText() + " "
                                + m.at("/metadata/namespace").asText() + "/" + Manifests.name(m)))
                .doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("SETS")
    void podsAreRestricted(String set) {
        assertThat(rendered(set).pods()).isNotEmpty().allSatisfy(pod -> {
            JsonNode spec = pod.path("spec");
            assertThat(spec.path("automountServiceAccountToken").asBoolean(true))
                    .isFalse();
            assertThat(spec.path("enableServiceLinks").asBoolean(true)).isFalse();
            assertThat(spec.path("serviceAccountName").asText()).startsWith("vitrine-");
            assertThat(spec.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
            assertThat(spec.at("/securityContext/seccompProfile/type").asText()).isEqualTo("RuntimeDefault");
            assertThat(Stream.concat(
                            Manifests.stream(spec.path("containers")), Manifests.stream(spec.path("initContainers"))))
                    .allSatisfy(container -> {
                        JsonNode security = container.path("securityContext");
                        assertThat(security.path("allowPrivilegeEscalation").asBoolean(true))
                                .isFalse();
                        assertThat(security.at("/capabilities/drop/0").asText()).isEqualTo("ALL");
                        boolean ours = !pod.at("/metadata/labels/app.kubernetes.io~1component")
                                .asText()
                                .startsWith("demo-");
                        assertThat(security.path("readOnlyRootFilesystem").asBoolean())
                                .isEqualTo(ours);
                        assertThat(container.path("resources").has("limits")).isTrue();
                    });
        });
    }

    @ParameterizedTest
    @FieldSource("SETS")
    void everyPodHasAnAccountOfItsOwnWithoutAToken(String set) {
        Manifests chart = rendered(set);
        assertThat(chart.pods()
                        .map(pod -> pod.at("/spec/serviceAccountName").asText())
                        .distinct())
                .allSatisfy(account -> assertThat(chart.one("ServiceAccount", account)
                                .path("automountServiceAccountToken")
                                .asBoolean(true))
                        .isFalse());
        assertThat(chart.kind("Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"))
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("SETS")
    void servicesAreToldOnlyWhatTheyKnow(String set) {
        for (String service : SERVICES) {
            Set<String> keys = rendered(set).settings(service).stringPropertyNames();
            assertThat(keys).isNotEmpty();
            assertThat(ConfigurationKeys.firstUnknown(keys)).as(service).isEmpty();
        }
        assertThat(rendered(set)
                        .pods()
                        .flatMap(pod -> Manifests.stream(pod.at("/spec/containers/0/env")))
                        .map(variable -> variable.path("name").asText())
                        .filter(name -> name.startsWith("IMAGES_"))
                        .filter(name ->
                                ConfigurationKeys.firstUnknown(List.of(name)).isPresent()))
                .isEmpty();
    }

    @ParameterizedTest
    @FieldSource("SETS")
    void everyMountHasAVolumeAndEveryVolumeAMount(String set) {
        assertThat(rendered(set).pods()).allSatisfy(pod -> {
            Set<String> volumes = new TreeSet<>();
            pod.at("/spec/volumes")
                    .forEach(volume -> volumes.add(volume.path("name").asText()));
            Set<String> mounts = new TreeSet<>();
            Stream.of("containers", "initContainers")
                    .flatMap(list -> Manifests.stream(pod.at("/spec/" + list)))
                    .flatMap(container -> Manifests.stream(container.path("volumeMounts")))
                    .forEach(mount -> mounts.add(mount.path("name").asText()));
            assertThat(mounts).isEqualTo(volumes);
        });
    }

    @Test
    void secretsAreHeldByOneServiceEach() {
        Map<String, Set<String>> holders = new HashMap<>();
        Manifests chart = rendered("external");
        chart.pods().forEach(pod -> {
            String who = pod.at("/metadata/labels/app.kubernetes.io~1component").asText();
            pod.findValues("secret")
                    .forEach(secret -> holders.computeIfAbsent(
                                    secret.path("name")
                                            .asText(secret.path("secretName").asText()),
                                    s -> new TreeSet<>())
                            .add(who));
        });
        assertThat(holders)
                .containsEntry("database", Set.of("image-api"))
                .containsEntry("database-owner", Set.of("migration"))
                .containsEntry("s3", Set.of("store-gateway"))
                .containsEntry("client-key-cleanup", Set.of("key-cleanup"))
                .containsEntry("kafka-import-worker", Set.of("import-worker"))
                .containsEntry("client-image-api", Set.of("image-api"));
        assertThat(chart.kind("Secret")).isEmpty();
        assertThat(chart.all().toString()).doesNotContain("secretKeyRef");
    }

    @Test
    void topicsAreThoseOfTheContracts() throws Exception {
        List<String> names = new ArrayList<>();
        for (var field : Topics.class.getFields()) {
            String topic = (String) field.get(null);
            if (topic.startsWith("images.")) {
                names.add(topic);
                if (topic.contains(".cmd.") || topic.equals(Topics.RESULTS)) {
                    names.add(topic + Topics.DEAD_LETTER_SUFFIX);
                }
            }
        }
        assertThat(rendered("external+operators").kind("KafkaTopic").map(Manifests::name))
                .containsExactlyInAnyOrderElementsOf(names);
        String script = rendered("external+file")
                .one("ConfigMap", "vitrine-kafka-setup")
                .at("/data/setup.sh")
                .asText();
        assertThat(names)
                .allSatisfy(name -> assertThat(script).contains("--create --if-not-exists --topic " + name + " "));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            image-api     | Read images.results.v1, Write images.events.v1, Write images.members.v1, Write images.tasks.v1, Write images.cmd.import.v1, Write images.cmd.store.v1, Write images.cmd.key.v1, Write images.results.v1.dlq, Read image-api
            store-gateway | Read images.cmd.store.v1, Write images.results.v1, Write images.cmd.store.v1.dlq, Read store-gateway
            import-worker | Read images.cmd.import.v1, Write images.cmd.import.v1.dlq, Read import-worker
            key-cleanup   | Read images.cmd.key.v1, Write images.results.v1, Write images.cmd.key.v1.dlq, Read key-cleanup
            keda          | Describe images.cmd.import.v1, Describe images.cmd.key.v1, Describe import-worker, Describe key-cleanup
            """)
    void kafkaUsersMayDoTheirWorkAndNoMore(String user, String rights) {
        JsonNode acls = rendered("external+operators")
                .one("KafkaUser", "vitrine-" + user)
                .at("/spec/authorization/acls");
        assertThat(Manifests.stream(acls)
                        .map(acl -> acl.at("/operations/0").asText() + " "
                                + acl.at("/resource/name").asText()))
                .containsExactlyInAnyOrder(rights.split(", "));
        assertThat(Manifests.stream(acls))
                .allMatch(acl -> acl.path("operations").size() == 1
                        && acl.at("/resource/patternType").asText().equals("literal"));
    }

    @Test
    void serviceAccountsOfTheRealmHoldOneRoleEach() throws Exception {
        Path realm = Chart.FOLDER.resolve("files/realm.json");
        assertThat(realm).hasSameTextualContentAs(Chart.FOLDER.resolve("../../deploy/keycloak/vitrine-realm.json"));
        for (String service : SERVICES) {
            assertThat(Manifests.stream(Chart.read(realm).path("users"))
                            .filter(user -> user.path("username").asText().equals("service-account-" + service)))
                    .singleElement()
                    .satisfies(user -> {
                        assertThat(user.at("/clientRoles").toString())
                                .isEqualTo("{\"image-service\":[\"" + service + "\"]}");
                        assertThat(user.has("realmRoles")).isFalse();
                    });
        }
    }

    @Test
    void aTransferMayEndBeforeThePodDoes() {
        for (String service : SERVICES) {
            var settings = rendered("external").settings(service);
            int drain = seconds(settings.getProperty(
                    service.equals("image-api") ? "quarkus.shutdown.timeout" : "images.shutdown.drain"));
            int delay = seconds(settings.getProperty("quarkus.shutdown.delay"));
            assertThat(rendered("external")
                            .one("Deployment", "vitrine-" + service)
                            .at("/spec/template/spec/terminationGracePeriodSeconds")
                            .asInt())
                    .as(service)
                    .isGreaterThan(drain + delay);
        }
    }

    private static int seconds(String duration) {
        return Integer.parseInt(duration.replace("S", ""));
    }

    @Test
    void replicasAreLeftToWhoeverScales() {
        for (String service : SERVICES) {
            assertThat(rendered("external")
                            .one("Deployment", "vitrine-" + service)
                            .path("spec")
                            .has("replicas"))
                    .isTrue();
            assertThat(rendered("external+operators")
                            .one("Deployment", "vitrine-" + service)
                            .path("spec")
                            .has("replicas"))
                    .isFalse();
        }
        Manifests scaled = rendered("external+operators");
        assertThat(scaled.kind("HorizontalPodAutoscaler").map(Manifests::name))
                .containsExactlyInAnyOrder("vitrine-image-api", "vitrine-store-gateway");
        assertThat(scaled.one("ScaledObject", "vitrine-import-worker")
                        .at("/spec/minReplicaCount")
                        .asInt())
                .isZero();
        assertThat(scaled.one("ScaledObject", "vitrine-key-cleanup")
                        .at("/spec/triggers/0/metadata/topic")
                        .asText())
                .isEqualTo(Topics.KEY_COMMANDS);
        assertThat(scaled.one("TriggerAuthentication", "vitrine-keda")
                        .at("/spec/secretTargetRef/0/name")
                        .asText())
                .isEqualTo("vitrine-keda");
        assertThat(rendered("external").kind("PodDisruptionBudget")).hasSize(4);
    }

    @Test
    void migrationsComeBeforeTheServicesOrBesideThem() {
        assertThat(rendered("external")
                        .kind("Job")
                        .collect(Collectors.toMap(
                                job -> job.at("/spec/template/spec/containers/0/args/1")
                                        .asText(),
                                job -> job.at("/metadata/annotations/test.sh~1hook")
                                        .asText())))
                .isEqualTo(Map.of("sync", "pre-install", "expand", "pre-upgrade", "migrate", "post-upgrade"));
        JsonNode plain = rendered("external+operators").kind("Job").findFirst().orElseThrow();
        assertThat(plain.at("/metadata/annotations").isMissingNode()).isTrue();
        assertThat(plain.findValues("args").stream().map(args -> args.get(1).asText()))
                .containsExactlyInAnyOrder("expand", "migrate", "contract");
        assertThat(Chart.render("external", "migrations.mode=none").kind("Job")).isEmpty();
    }

    @Test
    void aChangedSettingRestartsThePods() {
        String before = checksum(rendered("external"));
        assertThat(checksum(Chart.render("external", "logging.level=DEBUG"))).isNotEqualTo(before);
    }

    private static String checksum(Manifests chart) {
        return chart.one("Deployment", "vitrine-image-api")
                .at("/spec/template/metadata/annotations/checksum~1config")
                .asText();
    }

    @Test
    void onlyScratchCanBeWritten() {
        JsonNode gateway = rendered("external").container("vitrine-store-gateway");
        assertThat(Manifests.stream(gateway.path("volumeMounts"))
                        .filter(mount -> !mount.path("readOnly").asBoolean())
                        .map(mount -> mount.path("mountPath").asText()))
                .containsExactlyInAnyOrder(
                        "/tmp", rendered("external").settings("store-gateway").getProperty("images.s3.scratch-dir"));
        assertThat(rendered("external").pods().flatMap(pod -> pod.findValues("emptyDir").stream()))
                .allMatch(dir -> dir.has("sizeLimit"));
    }

    @Test
    void thePathOfThePublicUrlIsTakenOff() {
        Manifests chart = rendered("external+operators");
        assertThat(chart.one("Ingress", "vitrine-front")
                        .at("/spec/rules/0/http/paths/0/path")
                        .asText())
                .isEqualTo("/image(/|$)(.*)");
        assertThat(chart.one("Ingress", "vitrine-front")
                        .path("metadata")
                        .path("annotations")
                        .path("nginx.ingress.kubernetes.io/proxy-request-buffering")
                        .asText())
                .isEqualTo("off");
        assertThat(chart.one("HTTPRoute", "vitrine-front").findValuesAsText("replacePrefixMatch"))
                .containsExactly("/");
        assertThat(chart.one("HTTPRoute", "vitrine-front")
                        .at("/spec/rules/0/timeouts/request")
                        .asText())
                .isEqualTo("0s");
        assertThat(chart.settings("store-gateway").getProperty("images.front.trusted-proxies"))
                .startsWith("10.244.0.0/16");
        assertThat(rendered("external").settings("store-gateway").getProperty("images.front.trusted-proxies"))
                .isNull();
    }

    @Test
    void alertsAskForMetricsThatExist() throws Exception {
        String sources;
        try (var files = Files.walk(Path.of(".."), 12)) {
            sources = files.filter(file -> file.toString().contains("/src/main/java/")
                            && file.toString().endsWith(".java"))
                    .map(ChartTest::text)
                    .collect(Collectors.joining());
        }
        String rules =
                rendered("external+operators").one("PrometheusRule", "vitrine").toString();
        Set<String> metrics = Pattern.compile("image_[a-z_]+")
                .matcher(rules)
                .results()
                .map(r -> r.group())
                .collect(Collectors.toSet());
        assertThat(metrics).hasSizeGreaterThan(4).allSatisfy(metric -> {
            String bare = metric.replaceAll("_(total|seconds_count)$", "");
            assertThat(sources.contains('"' + bare + '"') || sources.contains('"' + bare.replace('_', '.') + '"'))
                    .as(metric)
                    .isTrue();
        });
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void whatTheOperatorSaysWins() {
        Manifests chart = Chart.render(
                "external",
                "importWorker.config.images\\.import\\.max-duration=1H",
                "defaults.nodeSelector.disk=ssd",
                "global.imageRegistry=mirror.example.org/v",
                "image.tag=9.9");
        assertThat(chart.settings("import-worker").getProperty("images.import.max-duration"))
                .isEqualTo("1H");
        assertThat(chart.one("Deployment", "vitrine-key-cleanup")
                        .at("/spec/template/spec/nodeSelector/disk")
                        .asText())
                .isEqualTo("ssd");
        assertThat(chart.container("vitrine-image-api").path("image").asText())
                .isEqualTo("mirror.example.org/v/image-api:9.9");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            image.registry=                                   | image.registry is missing
            publicUrl=                                        | publicUrl is missing
            cluster.podCidrs=null                             | cluster.podCidrs is missing
            auth.clients.imageApi.existingSecret=             | auth.clients.imageApi.existingSecret is missing
            auth.oidc.issuerUrl=http://kc.example.org         | must begin with https
            database.existingSecret=                          | database.existingSecret is missing
            database.sslMode=disable                          | for the demo only
            kafka.security=plaintext                          | for the demo only
            kafka.users.keyCleanup.existingSecret=            | kafka.users.keyCleanup.existingSecret is missing
            stores.default=other                              | stores.default must be one of
            stores.backends.bucket.existingSecret=            | stores.backends.bucket.existingSecret is missing
            stores.backends.bucket.settings.secret-key=x      | keys belong into existingSecret
            stores.backends.c.type=s3                         | stores.backends.c.peers is missing
            stores.backends.f.type=file                       | persistence needs existingClaim or size
            stores.backends.w.type=http                       | allowed-hosts is missing
            imports.allowCidrs[0]=10.244.3.0/24                | is the cluster's own
            imports.methods[0]=glance-download                 | imports.tokenKeySecret is missing
            importWorker.keda.enabled=true                    | kafka.users.keda.existingSecret is missing
            keyCleanup.keyManager.type=barbican               | keyCleanup.keyManager.url is missing
            api.replica=3                                     | replica
            logging.level=LOUD                                | level
            """)
    void itRefusesAndSaysWhatIsMissing(String change, String sentence) {
        assertThatThrownBy(() -> Chart.render("external", change)).hasMessageContaining(sentence);
    }

    @Test
    void severalGatewaysNeedASharedDirectory() {
        String[] single = {
            "stores.backends.shared.persistence.accessModes[0]=ReadWriteOnce",
            "staging.persistence.accessModes[0]=ReadWriteOnce"
        };
        assertThatThrownBy(() -> Chart.render("external+file", single)).hasMessageContaining("ReadWriteMany");
        assertThat(Chart.render(
                                "external+file",
                                Stream.concat(Arrays.stream(single), Stream.of("storeGateway.replicas=1"))
                                        .toArray(String[]::new))
                        .has("PersistentVolumeClaim", "vitrine-store-shared"))
                .isTrue();
    }

    @Test
    void theDemoMakesItsPasswordsUp() {
        Manifests one = rendered("demo");
        Manifests other = Chart.render("demo");
        assertThat(one.kind("Secret"))
                .isNotEmpty()
                .allSatisfy(secret -> secret.path("data").properties().forEach(entry -> {
                    assertThat(entry.getValue().asText()).isNotEmpty();
                    if (!Set.of("username", "client-id").contains(entry.getKey())) {
                        assertThat(other.one("Secret", Manifests.name(secret))
                                        .path("data")
                                        .path(entry.getKey()))
                                .isNotEqualTo(entry.getValue());
                    }
                }));
        JsonNode realm = one.one("ConfigMap", "vitrine-demo-keycloak").at("/data/vitrine-realm.json");
        assertThat(Pattern.compile("\"(value|secret)\": \"([^\"]*)\"")
                        .matcher(realm.asText())
                        .results()
                        .map(r -> r.group(2)))
                .isNotEmpty()
                .allMatch(value -> value.startsWith("${"));
    }
}
