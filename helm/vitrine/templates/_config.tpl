{{/* The properties of one component, as a map: .root .name .id .key */}}
{{- define "vitrine.settings" -}}
{{- $v := .root.Values -}}
{{- $full := include "vitrine.fullname" .root -}}
{{- $component := index $v .key -}}
{{- $api := printf "http://%s-image-api:9292" $full -}}
config_ordinal: 275
quarkus.log.level: {{ $v.logging.level }}
quarkus.shutdown.delay: {{ $component.leaveDelaySeconds }}S
kafka.bootstrap.servers: {{ $v.kafka.bootstrapServers }}
quarkus.oidc-client.auth-server-url: {{ $v.auth.oidc.issuerUrl }}
quarkus.oidc-client.client-id: {{ .name }}
quarkus.oidc-client.credentials.secret: ${vitrine.secret.client}
{{- if $v.auth.oidc.caBundle.existingSecret }}
quarkus.tls.issuer.trust-store.pem.certs: /etc/vitrine/issuer-ca/ca.crt
quarkus.oidc-client.tls.tls-configuration-name: issuer
{{- end }}
{{- if eq $v.kafka.security "scram" }}
kafka.security.protocol: SASL_SSL
kafka.sasl.mechanism: SCRAM-SHA-512
kafka.sasl.jaas.config: org.apache.kafka.common.security.scram.ScramLoginModule required username="{{ include "vitrine.kafkaUserName" . }}" password="${vitrine.secret.kafka-password}";
{{- else if eq $v.kafka.security "mtls" }}
kafka.security.protocol: SSL
kafka.ssl.keystore.type: PKCS12
kafka.ssl.keystore.location: /etc/vitrine/kafka-user/user.p12
kafka.ssl.keystore.password: ${vitrine.secret.kafka-password}
{{- end }}
{{- if and (ne $v.kafka.security "plaintext") $v.kafka.caBundle.existingSecret }}
kafka.ssl.truststore.type: PEM
kafka.ssl.truststore.location: /etc/vitrine/kafka-ca/ca.crt
{{- end }}
{{- if has .name (list "image-api" "store-gateway") }}
quarkus.oidc.auth-server-url: {{ $v.auth.oidc.issuerUrl }}
images.auth.issuers: {{ $v.auth.oidc.issuerUrl }}
images.auth.audience: {{ $v.auth.oidc.audience }}
images.auth.client-id: {{ $v.auth.oidc.clientId }}
images.auth.role-sources: {{ $v.auth.claims.roles }}
{{- if $v.auth.oidc.caBundle.existingSecret }}
quarkus.oidc.tls.tls-configuration-name: issuer
{{- end }}
{{- else }}
images.image-api.url: {{ $api }}
images.shutdown.drain: {{ $component.drainSeconds }}S
{{- end }}
{{- if eq .name "image-api" }}
quarkus.shutdown.timeout: {{ $component.drainSeconds }}S
quarkus.datasource.jdbc.url: {{ include "vitrine.jdbcUrl" .root }}
quarkus.datasource.username: ${vitrine.secret.database-username}
quarkus.datasource.password: ${vitrine.secret.database-password}
images.public-endpoint: {{ $v.publicUrl }}
images.trusted-gateways: {{ join "," $v.cluster.podCidrs }}
images.events.source: /image-service/{{ $v.cluster.name }}/image-api
images.auth.claim-user-id: {{ $v.auth.claims.userId }}
images.auth.claim-project-id: {{ $v.auth.claims.projectId }}
{{- with $v.auth.claims.projects }}
images.auth.mode: map
images.auth.claim-projects: {{ . }}
{{- end }}
images.import.methods: {{ join "," $v.imports.methods }}
{{- with $v.imports.plugins }}
images.import.plugins: {{ join "," . }}
{{- end }}
{{- if $v.imports.tokenKeySecret }}
images.import.token-key-file: /etc/vitrine/token-key/token-key
{{- end }}
images.quota.mode: {{ $v.quotas.mode }}
images.limits.project-storage: {{ $v.quotas.projectStorage }}
{{- with $v.quotas.imageSize }}
images.limits.image-size: {{ . }}
{{- end }}
{{- if $v.policy.overrides }}
images.policy.file: /etc/vitrine/policy/policy.yaml
{{- end }}
{{- if eq $v.keyCleanup.keyManager.type "barbican" }}
images.keys.barbican.endpoint: {{ $v.keyCleanup.keyManager.url }}
{{- with $v.keyCleanup.keyManager.references }}
images.keys.barbican.references: {{ join "," . }}
{{- end }}
{{- end }}
{{- else if eq .name "store-gateway" }}
images.image-api.url: {{ $api }}
images.shutdown.drain: {{ $component.drainSeconds }}S
images.s3.scratch-dir: /var/lib/vitrine/scratch
{{- if or $v.trustedProxies $v.ingress.enabled $v.httpRoute.enabled }}
images.front.trusted-proxies: {{ join "," ($v.trustedProxies | default $v.cluster.podCidrs) }}
{{- end }}
images.stores.default: {{ $v.stores.default }}
{{- range $id, $store := $v.stores.backends }}
images.stores.{{ $id }}.type: {{ $store.type }}
{{- with $store.description }}
images.stores.{{ $id }}.description: {{ . | quote }}
{{- end }}
{{- with $store.weight }}
images.stores.{{ $id }}.weight: {{ . }}
{{- end }}
{{- if eq $store.type "file" }}
images.stores.{{ $id }}.filesystem.dir: /var/lib/vitrine/stores/{{ $id }}
{{- else if eq $store.type "s3" }}
images.stores.{{ $id }}.s3.access-key-file: /etc/vitrine/stores/{{ $id }}/access-key
images.stores.{{ $id }}.s3.secret-key-file: /etc/vitrine/stores/{{ $id }}/secret-key
{{- end }}
{{- range $name, $value := $store.settings }}
images.stores.{{ $id }}.{{ $store.type | replace "file" "filesystem" }}.{{ $name }}: {{ $value | quote }}
{{- end }}
{{- end }}
{{- if $v.staging.store }}
images.import.staging.store: {{ $v.staging.store }}
{{- else if or $v.staging.persistence.existingClaim $v.staging.persistence.size }}
images.import.staging.dir: /var/lib/vitrine/staging
{{- end }}
{{- if $v.cache.enabled }}
images.cache.dir: /var/lib/vitrine/cache/images
images.cache.max-size: {{ $v.cache.maxSize }}
{{- end }}
{{- else if eq .name "import-worker" }}
images.gateway.url: http://{{ $full }}-store-gateway-internal:9293
images.import.scratch-dir: /var/lib/vitrine/scratch
{{- with $v.imports.plugins }}
images.import.plugins: {{ join "," . }}
{{- end }}
images.import.filter.allowed-schemes: {{ join "," $v.imports.allowedSchemes }}
images.import.filter.allowed-ports: {{ join "," $v.imports.allowedPorts | quote }}
images.import.filter.deny-cidrs: {{ join "," (include "vitrine.clusterCidrs" .root | fromYamlArray) }}
{{- with $v.imports.allowCidrs }}
images.import.filter.allow-cidrs: {{ join "," . }}
{{- end }}
{{- with $v.imports.allowedHosts }}
images.import.filter.allowed-hosts: {{ join "," . }}
{{- end }}
{{- with $v.imports.disallowedHosts }}
images.import.filter.disallowed-hosts: {{ join "," . }}
{{- end }}
{{- range $region, $remote := $v.imports.remotes }}
images.import.remote.{{ $region }}.endpoint: {{ $remote.url }}
{{- end }}
{{- with $v.imports.proxy }}
{{- if .host }}
images.import.proxy.host: {{ .host }}
images.import.proxy.port: {{ .port }}
{{- if .existingSecret }}
images.import.proxy.username: ${vitrine.secret.proxy-username}
images.import.proxy.password: ${vitrine.secret.proxy-password}
{{- end }}
{{- end }}
{{- end }}
{{- else if eq .name "key-cleanup" }}
{{- with $v.keyCleanup.keyManager }}
images.keys.manager: {{ .type }}
images.keys.dry-run: {{ .dryRun }}
images.keys.require-creator: {{ .requireCreator }}
{{- if eq .type "barbican" }}
images.keys.barbican.endpoint: {{ .url }}
images.keys.barbican.auth.type: {{ .auth.type }}
{{- if ne .auth.type "client-credentials" }}
quarkus.oidc-client.client-enabled: false
images.keys.barbican.auth.url: {{ .auth.url }}
{{- end }}
{{- if eq .auth.type "password" }}
images.keys.barbican.auth.username: {{ .auth.username }}
images.keys.barbican.auth.user-domain: {{ .auth.userDomain }}
images.keys.barbican.auth.password: ${vitrine.secret.keystone-password}
{{- else if eq .auth.type "application-credential" }}
images.keys.barbican.auth.scope: fixed
images.keys.barbican.auth.application-credential-id: ${vitrine.secret.keystone-id}
images.keys.barbican.auth.application-credential-secret: ${vitrine.secret.keystone-secret}
{{- end }}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Lines of a properties file. What config names wins over what the chart says. */}}
{{- define "vitrine.properties" -}}
{{- $settings := include "vitrine.settings" . | fromYaml -}}
{{- if hasKey $settings "Error" }}{{ fail (printf "%s: %s" .name $settings.Error) }}{{ end -}}
{{- $settings = mergeOverwrite $settings .root.Values.defaults.config (index .root.Values .key).config -}}
{{- range $name := keys $settings | sortAlpha }}
{{ $name }}={{ index $settings $name | toString | replace "\\" "\\\\" }}
{{- end }}
{{- end }}

{{/* Projected sources of secrets that are read once, at the start. */}}
{{- define "vitrine.secretSources" -}}
{{- $v := .root.Values -}}
{{- $client := (index $v.auth.clients .id).existingSecret }}
{{- if $client }}
- secret: {name: {{ $client }}, items: [{key: {{ $v.auth.clients.key }}, path: vitrine.secret.client}]}
{{- end }}
{{- if eq $v.kafka.security "scram" }}
- secret: {name: {{ include "vitrine.kafkaUserSecret" . }}, items: [{key: password, path: vitrine.secret.kafka-password}]}
{{- else if eq $v.kafka.security "mtls" }}
- secret: {name: {{ include "vitrine.kafkaUserSecret" . }}, items: [{key: user.password, path: vitrine.secret.kafka-password}]}
{{- end }}
{{- if eq .name "image-api" }}
- secret: {name: {{ (include "vitrine.database" .root | fromYaml).secret }}, items: [{key: {{ $v.database.usernameKey }}, path: vitrine.secret.database-username}, {key: {{ $v.database.passwordKey }}, path: vitrine.secret.database-password}]}
{{- else if and (eq .name "import-worker") $v.imports.proxy.existingSecret }}
- secret: {name: {{ $v.imports.proxy.existingSecret }}, items: [{key: username, path: vitrine.secret.proxy-username}, {key: password, path: vitrine.secret.proxy-password}]}
{{- else if and (eq .name "key-cleanup") $v.keyCleanup.keyManager.auth.existingSecret }}
{{- with $v.keyCleanup.keyManager.auth }}
{{- if eq .type "password" }}
- secret: {name: {{ .existingSecret }}, items: [{key: password, path: vitrine.secret.keystone-password}]}
{{- else if eq .type "application-credential" }}
- secret: {name: {{ .existingSecret }}, items: [{key: application-credential-id, path: vitrine.secret.keystone-id}, {key: application-credential-secret, path: vitrine.secret.keystone-secret}]}
{{- end }}
{{- end }}
{{- end }}
{{- end }}

{{/* Volumes that only some have: a list of {volume, mount}. */}}
{{- define "vitrine.volumes" -}}
{{- $v := .root.Values -}}
{{- $full := include "vitrine.fullname" .root -}}
{{- if $v.auth.oidc.caBundle.existingSecret }}
- {volume: {name: issuer-ca, secret: {secretName: {{ $v.auth.oidc.caBundle.existingSecret }}, items: [{key: {{ $v.auth.oidc.caBundle.key }}, path: ca.crt}]}}, path: /etc/vitrine/issuer-ca, readOnly: true}
{{- end }}
{{- if and (ne $v.kafka.security "plaintext") $v.kafka.caBundle.existingSecret }}
- {volume: {name: kafka-ca, secret: {secretName: {{ $v.kafka.caBundle.existingSecret }}, items: [{key: {{ $v.kafka.caBundle.key }}, path: ca.crt}]}}, path: /etc/vitrine/kafka-ca, readOnly: true}
{{- end }}
{{- if eq $v.kafka.security "mtls" }}
- {volume: {name: kafka-user, secret: {secretName: {{ include "vitrine.kafkaUserSecret" . }}, items: [{key: user.p12, path: user.p12}], defaultMode: 288}}, path: /etc/vitrine/kafka-user, readOnly: true}
{{- end }}
{{- if eq .name "image-api" }}
{{- $d := include "vitrine.database" .root | fromYaml }}
{{- if $d.ca }}
- {volume: {name: database-ca, secret: {secretName: {{ $d.ca }}, items: [{key: {{ $d.caKey }}, path: ca.crt}]}}, path: /etc/vitrine/database-ca, readOnly: true}
{{- end }}
{{- if $v.imports.tokenKeySecret }}
- {volume: {name: token-key, secret: {secretName: {{ $v.imports.tokenKeySecret }}, items: [{key: token-key, path: token-key}], defaultMode: 288}}, path: /etc/vitrine/token-key, readOnly: true}
{{- end }}
{{- if $v.policy.overrides }}
- {volume: {name: policy, configMap: {name: {{ $full }}-policy}}, path: /etc/vitrine/policy, readOnly: true}
{{- end }}
{{- else if eq .name "store-gateway" }}
- {volume: {name: scratch, emptyDir: {sizeLimit: {{ $v.storeGateway.scratchSize }}}}, path: /var/lib/vitrine/scratch}
{{- range $id, $store := $v.stores.backends }}
{{- if eq $store.type "s3" }}
- {volume: {name: keys-{{ $id | lower | replace "_" "-" }}, secret: {secretName: {{ $store.existingSecret }}, items: [{key: access-key, path: access-key}, {key: secret-key, path: secret-key}], defaultMode: 288}}, path: /etc/vitrine/stores/{{ $id }}, readOnly: true}
{{- else if eq $store.type "file" }}
- {volume: {name: store-{{ $id | lower | replace "_" "-" }}, persistentVolumeClaim: {claimName: {{ $store.persistence.existingClaim | default (printf "%s-store-%s" $full ($id | lower | replace "_" "-")) }}}}, path: /var/lib/vitrine/stores/{{ $id }}}
{{- end }}
{{- end }}
{{- with $v.staging }}
{{- if and (not .store) (or .persistence.existingClaim .persistence.size) }}
- {volume: {name: staging, persistentVolumeClaim: {claimName: {{ .persistence.existingClaim | default (printf "%s-staging" $full) }}}}, path: /var/lib/vitrine/staging}
{{- end }}
{{- end }}
{{- if $v.cache.enabled }}
{{- if $v.cache.storageClass }}
- {volume: {name: cache, ephemeral: {volumeClaimTemplate: {spec: {accessModes: [ReadWriteOnce], storageClassName: {{ $v.cache.storageClass }}, resources: {requests: {storage: {{ $v.cache.size }}}}}}}}, path: /var/lib/vitrine/cache}
{{- else }}
- {volume: {name: cache, emptyDir: {sizeLimit: {{ $v.cache.size }}}}, path: /var/lib/vitrine/cache}
{{- end }}
{{- end }}
{{- else if eq .name "import-worker" }}
- {volume: {name: scratch, emptyDir: {sizeLimit: {{ $v.importWorker.scratchSize }}}}, path: /var/lib/vitrine/scratch}
{{- end }}
{{- end }}
