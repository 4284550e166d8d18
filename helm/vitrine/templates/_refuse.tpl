{{/* Everything that is missing or contradicts itself, in one go. */}}
{{- define "vitrine.refuse" -}}
{{- $v := .Values -}}
{{- $m := list -}}
{{- if not (or $v.global.imageRegistry $v.image.registry) }}{{ $m = append $m "image.registry is missing: where the four images are, see docs/installing.md" }}{{ end -}}
{{- if not $v.publicUrl }}{{ $m = append $m "publicUrl is missing: the URL that users call, without /v2" }}{{ end -}}
{{- range $name := list "podCidrs" "serviceCidrs" "nodeCidrs" }}
{{- if not (index $v.cluster $name) }}{{ $m = append $m (printf "cluster.%s is missing: the import worker must be kept away from them" $name) }}{{ end -}}
{{- end }}
{{- if not $v.auth.oidc.issuerUrl }}{{ $m = append $m "auth.oidc.issuerUrl is missing: the issuer of the tokens" }}{{ end -}}
{{- $plainIssuer := and $v.auth.oidc.issuerUrl (not (hasPrefix "https://" $v.auth.oidc.issuerUrl)) }}
{{- if and $plainIssuer (not $v.demo.enabled) }}{{ $m = append $m "auth.oidc.issuerUrl must begin with https://" }}{{ end -}}
{{- range $id := list "imageApi" "storeGateway" "importWorker" "keyCleanup" }}
{{- if not (index $v.auth.clients $id).existingSecret }}{{ $m = append $m (printf "auth.clients.%s.existingSecret is missing: the Secret with its client secret" $id) }}{{ end -}}
{{- if and (ne $v.kafka.security "plaintext") (ne $v.kafka.users.manage "strimzi") (not (index $v.kafka.users $id).existingSecret) }}{{ $m = append $m (printf "kafka.users.%s.existingSecret is missing: the Secret of its Kafka user" $id) }}{{ end -}}
{{- end }}
{{- if and (or $v.importWorker.keda.enabled $v.keyCleanup.keda.enabled) (ne $v.kafka.security "plaintext") (ne $v.kafka.users.manage "strimzi") (not $v.kafka.users.keda.existingSecret) }}{{ $m = append $m "kafka.users.keda.existingSecret is missing: KEDA asks for the lag as a user of its own" }}{{ end -}}
{{- if not $v.kafka.bootstrapServers }}{{ $m = append $m "kafka.bootstrapServers is missing" }}{{ end -}}
{{- if and (eq $v.kafka.security "plaintext") (not $v.demo.enabled) }}{{ $m = append $m "kafka.security plaintext is for the demo only: choose scram or mtls" }}{{ end -}}
{{- if and (or (eq $v.kafka.topics.manage "strimzi") (eq $v.kafka.users.manage "strimzi")) (not $v.kafka.strimzi.cluster) }}{{ $m = append $m "kafka.strimzi.cluster is missing: the Kafka resource that gets topics and users" }}{{ end -}}
{{- if and (or (eq $v.kafka.topics.manage "job") (eq $v.kafka.users.manage "job")) (ne $v.kafka.security "plaintext") (not $v.kafka.admin.existingSecret) }}{{ $m = append $m "kafka.admin.existingSecret is missing: client.properties of a user who may create topics and ACLs" }}{{ end -}}
{{- if and (eq $v.kafka.users.manage "strimzi") $v.kafka.strimzi.namespace (ne $v.kafka.strimzi.namespace .Release.Namespace) }}{{ $m = append $m "kafka.users.manage strimzi makes users and their Secrets in kafka.strimzi.namespace: install the chart there, or bring Secrets and set manage to none" }}{{ end -}}
{{- if ne $v.database.mode "cloudnative-pg" }}
{{- if not $v.database.host }}{{ $m = append $m "database.host is missing" }}{{ end -}}
{{- if not $v.database.existingSecret }}{{ $m = append $m "database.existingSecret is missing: the Secret with user and password" }}{{ end -}}
{{- if and (eq $v.database.sslMode "disable") (not $v.demo.enabled) }}{{ $m = append $m "database.sslMode disable is for the demo only" }}{{ end -}}
{{- if and (has $v.database.sslMode (list "verify-full" "verify-ca")) (not $v.database.caBundle.existingSecret) }}{{ $m = append $m "database.caBundle.existingSecret is missing: certificates to verify the database with" }}{{ end -}}
{{- end }}
{{- if not $v.stores.backends }}{{ $m = append $m "stores.backends is missing: at least one store" }}{{ end -}}
{{- if not (hasKey $v.stores.backends $v.stores.default) }}{{ $m = append $m "stores.default must be one of stores.backends" }}{{ end -}}
{{- $several := or (gt (int $v.storeGateway.replicas) 1) $v.storeGateway.autoscaling.enabled }}
{{- range $id, $store := $v.stores.backends }}
{{- $where := printf "stores.backends.%s" $id }}
{{- if or (not (regexMatch "^[A-Za-z0-9_-]{1,40}$" $id)) (hasPrefix "os_glance_" $id) (eq $id "default") }}{{ $m = append $m (printf "%s: an id is 1 to 40 letters, digits, _ or -, and no reserved word" $where) }}{{ end -}}
{{- if eq $store.type "s3" }}
{{- if not $store.existingSecret }}{{ $m = append $m (printf "%s.existingSecret is missing: keys access-key and secret-key" $where) }}{{ end -}}
{{- range $name := list "endpoint" "bucket" }}{{ if not (dig "settings" $name "" $store) }}{{ $m = append $m (printf "%s.settings.%s is missing" $where $name) }}{{ end }}{{ end -}}
{{- range $name := list "access-key" "secret-key" }}{{ if dig "settings" $name "" $store }}{{ $m = append $m (printf "%s.settings.%s: keys belong into existingSecret" $where $name) }}{{ end }}{{ end -}}
{{- else if eq $store.type "file" }}
{{- $p := $store.persistence | default dict }}
{{- if not (or $p.existingClaim $p.size) }}{{ $m = append $m (printf "%s.persistence needs existingClaim or size" $where) }}{{ end -}}
{{- $shared := ternary $p.shared (has "ReadWriteMany" ($p.accessModes | default (list "ReadWriteMany"))) (not (empty $p.existingClaim)) }}
{{- if and $several (not $shared) }}{{ $m = append $m (printf "%s: several store-gateways need a volume that all of them mount: accessModes ReadWriteMany, or shared: true for an existing claim" $where) }}{{ end -}}
{{- else if not (dig "settings" "allowed-hosts" "" $store) }}{{ $m = append $m (printf "%s.settings.allowed-hosts is missing" $where) }}{{ end -}}
{{- if and $v.networkPolicy.enabled (ne $store.type "file") (not $store.peers) }}{{ $m = append $m (printf "%s.peers is missing: NetworkPolicy peers of the store, or set networkPolicy.enabled to false" $where) }}{{ end -}}
{{- end }}
{{- with $v.staging }}
{{- if and .store (not (hasKey $v.stores.backends .store)) }}{{ $m = append $m "staging.store must be one of stores.backends" }}{{ end -}}
{{- if and $several (not .store) (not .persistence.existingClaim) .persistence.size (not (has "ReadWriteMany" .persistence.accessModes)) }}{{ $m = append $m "staging.persistence.accessModes: several store-gateways need ReadWriteMany" }}{{ end -}}
{{- end }}
{{- if $v.networkPolicy.enabled }}
{{- if not $v.auth.oidc.peers }}{{ $m = append $m "auth.oidc.peers is missing: NetworkPolicy peers of the issuer" }}{{ end -}}
{{- if and (ne $v.database.mode "cloudnative-pg") (not $v.database.peers) }}{{ $m = append $m "database.peers is missing: NetworkPolicy peers of the database" }}{{ end -}}
{{- if not (or $v.kafka.peers $v.kafka.strimzi.cluster) }}{{ $m = append $m "kafka.peers is missing: NetworkPolicy peers of the brokers" }}{{ end -}}
{{- if and $v.imports.proxy.host (not $v.imports.proxy.peers) }}{{ $m = append $m "imports.proxy.peers is missing: NetworkPolicy peers of the proxy" }}{{ end -}}
{{- if and (eq $v.keyCleanup.keyManager.type "barbican") (not $v.keyCleanup.keyManager.peers) }}{{ $m = append $m "keyCleanup.keyManager.peers is missing: NetworkPolicy peers of the key manager" }}{{ end -}}
{{- end }}
{{- with $v.keyCleanup.keyManager }}
{{- if eq .type "barbican" }}
{{- if not (hasPrefix "https://" .url) }}{{ $m = append $m "keyCleanup.keyManager.url is missing or not https" }}{{ end -}}
{{- if and (ne .auth.type "client-credentials") (not (and .auth.url .auth.existingSecret)) }}{{ $m = append $m "keyCleanup.keyManager.auth needs url and existingSecret" }}{{ end -}}
{{- if and (eq .auth.type "application-credential") (not .requireCreator) }}{{ $m = append $m "keyCleanup.keyManager.requireCreator must be true with an application credential (docs/keys.md)" }}{{ end -}}
{{- end }}
{{- end }}
{{- $own := include "vitrine.clusterCidrs" . | fromYamlArray }}
{{- range $allow := $v.imports.allowCidrs }}
{{- range $own }}
{{- if include "vitrine.within" (dict "inner" $allow "outer" .) }}{{ $m = append $m (printf "imports.allowCidrs: %s lies in %s, which is the cluster's own or denied" $allow .) }}{{ end -}}
{{- if and (contains ":" $allow) (contains ":" .) }}{{ $m = append $m (printf "imports.allowCidrs: %s cannot be lifted beside %s: IPv6 networks are not compared here" $allow .) }}{{ end -}}
{{- end }}
{{- end }}
{{- if and (has "glance-download" $v.imports.methods) (not $v.imports.tokenKeySecret) }}{{ $m = append $m "imports.tokenKeySecret is missing: glance-download seals the user's token with it" }}{{ end -}}
{{- if and $v.httpRoute.enabled (not $v.httpRoute.parentRefs) }}{{ $m = append $m "httpRoute.parentRefs is missing: the Gateway" }}{{ end -}}
{{- if and $v.tls.certManager.enabled (not $v.tls.certManager.issuerRef.name) }}{{ $m = append $m "tls.certManager.issuerRef.name is missing" }}{{ end -}}
{{- $path := (urlParse ($v.publicUrl | default "http://x")).path | trimSuffix "/" }}
{{- if and $path $v.ingress.enabled (ne $v.ingress.controller "nginx") (not $v.ingress.annotations) }}{{ $m = append $m "ingress.annotations: publicUrl has a path, and the controller must take it off and say so in X-Forwarded-Prefix" }}{{ end -}}
{{- if and $v.demo.enabled (ne (include "vitrine.fullname" .) "vitrine") }}{{ $m = append $m "demo: its values are written for a release named vitrine" }}{{ end -}}
{{- if and (not $v.demo.enabled) (eq $v.database.mode "demo") }}{{ $m = append $m "database.mode demo needs demo.enabled" }}{{ end -}}
{{- if $m }}{{ fail (printf "\nThe chart cannot be rendered:\n- %s\n" (join "\n- " ($m | uniq))) }}{{ end -}}
{{- end }}
