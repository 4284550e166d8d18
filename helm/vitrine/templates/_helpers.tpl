{{- define "vitrine.fullname" -}}
{{- if contains .Chart.Name .Release.Name }}{{ .Release.Name | trunc 40 | trimSuffix "-" }}{{ else }}{{ printf "%s-%s" .Release.Name .Chart.Name | trunc 40 | trimSuffix "-" }}{{ end }}
{{- end }}

{{/* Of a dict with root and name. */}}
{{- define "vitrine.selector" -}}
app.kubernetes.io/name: {{ .root.Chart.Name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/component: {{ .name }}
{{- end }}

{{- define "vitrine.labels" -}}
{{ include "vitrine.selector" . }}
app.kubernetes.io/version: {{ .root.Values.image.tag | default .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{- define "vitrine.meta" -}}
name: {{ include "vitrine.fullname" .root }}-{{ .suffix | default .name }}
namespace: {{ .root.Release.Namespace }}
labels: {{- include "vitrine.labels" . | nindent 2 }}
{{- end }}

{{- define "vitrine.image" -}}
{{ .root.Values.global.imageRegistry | default .root.Values.image.registry }}/{{ .name }}:{{ .root.Values.image.tag | default .root.Chart.AppVersion }}
{{- end }}

{{/* The four components: name of the service, key of its values, key of its credentials, management port. */}}
{{- define "vitrine.components" -}}
- {name: image-api, key: api, id: imageApi, management: 9000}
- {name: store-gateway, key: storeGateway, id: storeGateway, management: 9293}
- {name: import-worker, key: importWorker, id: importWorker, management: 9296}
- {name: key-cleanup, key: keyCleanup, id: keyCleanup, management: 9297}
{{- end }}

{{- define "vitrine.containerSecurity" -}}
allowPrivilegeEscalation: false
readOnlyRootFilesystem: true
capabilities: {drop: [ALL]}
{{- end }}

{{- define "vitrine.kafkaUserSecret" -}}
{{- if eq .root.Values.kafka.users.manage "strimzi" }}{{ include "vitrine.fullname" .root }}-{{ .name }}{{ else }}{{ (index .root.Values.kafka.users .id).existingSecret }}{{ end }}
{{- end }}

{{- define "vitrine.kafkaUserName" -}}
{{ (index .root.Values.kafka.users .id).username | default (include "vitrine.kafkaUserSecret" .) }}
{{- end }}

{{/* Where the database is: host, secret, certificates, as YAML. */}}
{{- define "vitrine.database" -}}
{{- $d := .Values.database -}}
{{- if eq $d.mode "cloudnative-pg" }}
{{- $name := printf "%s-db" (include "vitrine.fullname" .) }}
host: {{ $name }}-rw
secret: {{ $name }}-app
migrationSecret: {{ $name }}-app
ca: {{ $name }}-ca
caKey: ca.crt
{{- else }}
host: {{ $d.host }}
secret: {{ $d.existingSecret }}
migrationSecret: {{ $d.migrationSecret | default $d.existingSecret }}
ca: {{ $d.caBundle.existingSecret | quote }}
caKey: {{ $d.caBundle.key }}
{{- end }}
{{- end }}

{{- define "vitrine.jdbcUrl" -}}
{{- $d := include "vitrine.database" . | fromYaml -}}
jdbc:postgresql://{{ $d.host }}:{{ .Values.database.port }}/{{ .Values.database.name }}?sslmode={{ .Values.database.sslMode }}{{ if $d.ca }}&sslrootcert=/etc/vitrine/database-ca/ca.crt{{ end }}
{{- end }}

{{- define "vitrine.clusterCidrs" -}}
{{ toYaml (concat (.Values.cluster.podCidrs | default list) (.Values.cluster.serviceCidrs | default list) (.Values.cluster.nodeCidrs | default list) .Values.imports.deniedCidrs) }}
{{- end }}

{{/* true when .inner lies in .outer or is the same; IPv4 only. */}}
{{- define "vitrine.within" -}}
{{- $in := splitList "/" .inner }}{{ $out := splitList "/" .outer }}
{{- $inBits := int (last $in) }}{{ $outBits := int (last $out) }}
{{- if and (not (contains ":" .inner)) (not (contains ":" .outer)) (ge $inBits $outBits) }}
{{- $size := 1 }}{{ range until (int (sub 32 $outBits)) }}{{ $size = mul $size 2 }}{{ end }}
{{- $a := 0 }}{{ range splitList "." (first $in) }}{{ $a = add (mul $a 256) (int .) }}{{ end }}
{{- $b := 0 }}{{ range splitList "." (first $out) }}{{ $b = add (mul $b 256) (int .) }}{{ end }}
{{- if eq (div $a $size) (div $b $size) }}true{{ end }}
{{- end }}
{{- end }}
