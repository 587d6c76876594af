# Lo que Habeas dice en español. Las claves son las mismas en todas las lenguas; una prueba las compara.

error-label = Error:
next-label = Qué hacer:

error-no-case = No hay ningún caso en { $folder } ni en las carpetas superiores.
    .next = Entre en la carpeta de un caso, indíquela con --case DIR, o cree una: habeas init DIR
error-case-exists = { $folder } ya es un caso.
    .next = Entre en ella y use habeas add, o elija otra carpeta.
error-folder-not-empty = { $folder } no está vacía.
    .next = Indique una carpeta que aún no exista; después ingrese este material con: habeas add { $folder }
error-no-home = Ni HABEAS_HOME ni HOME están definidas: no hay dónde guardar su clave de firma.
    .next = Defina HABEAS_HOME con una carpeta privada suya.
error-bad-key = { $path } no es una clave de firma.
    .next = Recupérela de su copia. Si no tiene, apártela: se creará otra clave y se anotará en cada registro.
error-bad-settings = No se pueden leer los ajustes de { $path }.
    .next = Corrija la línea indicada arriba; docs/case-folder.md describe cada ajuste.
error-newer-case = { $path } tiene el formato { $found }; este programa conoce hasta el { $known }.
    .next = Use el Habeas más nuevo con el que se hizo. No se cambió nada.
error-no-log = { $folder } tiene case.toml pero no tiene registro.
    .next = Recupere la carpeta log/ de una copia del caso.
error-locked = Otro Habeas está escribiendo en { $folder }.
    .next = Espere a que termine o deténgalo; mientras tanto se puede consultar (status, show, verify).
error-log-damaged = El registro de { $folder } está dañado; no se le agrega nada.
    .next = Ejecute habeas verify para ver qué cambió y recupere esos archivos de una copia del caso.
error-disk-full = El disco de { $folder } está lleno.
    .next = Libere espacio y repita la misma orden: lo confirmado está a salvo, el resto seguirá.
error-read-only = No se puede escribir en { $folder }.
    .next = Cambie los permisos o copie el caso a un lugar donde pueda escribir. Para consultar no hace falta.
error-storage = No se puede leer o escribir en { $folder }.
    .next = Revise el disco y repita la misma orden: lo confirmado está a salvo.
error-catalogue-missing = Falta el catálogo.
    .next = Ejecute habeas rebuild: vuelve a leer todo desde los originales.
error-catalogue-newer = El catálogo lo hizo un Habeas más nuevo.
    .next = Use ese, o ejecute habeas rebuild con este; ni originales ni registro se tocan.
error-catalogue-older = El catálogo lo hizo un Habeas más antiguo.
    .next = Ejecute habeas rebuild; ni originales ni registro se tocan.
error-catalogue-damaged = El catálogo está dañado.
    .next = Ejecute habeas rebuild; ni originales ni registro se tocan.
error-catalogue-unreadable = No se puede abrir el catálogo.
    .next = Cierre otros programas que lo usen; si sigue igual, ejecute habeas rebuild.
error-not-scrubbed = Está borrado, pero sus caracteres aún pueden estar en el espacio libre del catálogo.
    .next = Cierre otros programas que tengan abierto el caso y ejecute habeas add: lo intenta otra vez.
error-catalogue-ahead = El catálogo conoce más entradas de las que tiene el registro: lo cortaron o lo cambiaron.
    .next = Ejecute habeas verify; recupere log/ de una copia, o ejecute habeas rebuild si este registro es el bueno.
error-no-such-item = Ningún elemento se llama { $given }.
    .next = habeas items los enumera; dé al menos cuatro dígitos del identificador o el nombre exacto del archivo.
error-ambiguous = { $given } puede ser { $n } elementos:
    .next = Dé más dígitos del identificador.
error-no-such-state = No existe el estado { $given }.
    .next = Uno de estos: { $known }
error-no-such-defect = No existe el defecto { $given }.
    .next = Uno de estos: { $known }
error-bad-span = { $given } no es un tramo de caracteres.
    .next = Escríbalo como 120-184: desde el carácter 120 hasta el 184, sin incluirlo.
error-quote-not-found = El elemento no contiene: { $quote }
    .next = habeas text ELEMENTO muestra su texto; la cita debe coincidir carácter por carácter, saltos de línea incluidos.
error-no-anchor = { $path } no es un ancla.
    .next = Haga una con: habeas cite ELEMENTO --find CITA --json
error-no-checkpoint = { $path } no contiene ni un punto de control ni una prueba.
    .next = Indique un archivo log/checkpoint o un .tlog-proof que haya recibido antes.
error-not-erasable = La entrada { $index } no se puede borrar: es la primera, un borrado, una clave, o ya fue borrada.
    .next = habeas log muestra qué anota cada entrada.
error-no-reason = Un borrado necesita un motivo.
    .next = Dígalo con --reason TEXTO, sin repetir lo que se borra.
error-not-confirmed = No hay nadie que confirme el borrado.
    .next = Agregue --yes si está seguro; no se puede deshacer.
error-custody-erased = Se borraron todos los registros de custodia de { $item }; ya no hay con qué probarlo.
error-no-original = Los bytes de { $item } no están en el caso.
    .next = Sin --with-original se puede escribir la prueba. habeas verify dice si se borraron o se perdieron.
error-target-exists = { $path } ya existe.
    .next = Indique otra carpeta con --to DIR.
error-pipe-needs-name = Lo que llega por la entrada estándar necesita un nombre.
    .next = Agregue --name NOMBRE, por ejemplo --name acta.txt

note-behind = Aviso: el registro tiene { $n ->
    [one] una entrada
   *[other] { $n } entradas
 } que el catálogo aún no muestra. habeas add (aunque no haya archivos nuevos) lo pone al día.
note-rewritten = Aviso: este registro ya no contiene su propia cabeza anterior. Lo reescribieron o cortaron, o se recuperó una copia anterior; habeas verify dice más. Solo si usted mismo recuperó una copia anterior, borre { $memory }
person-unknown = (sin nombre)

init-done = Se creó el caso «{ $name }» en { $folder }.
init-key = Huella de su clave: { $fingerprint }
init-next = Ahora: cd { $folder }, y después habeas add CARPETA --from "quién se lo dio"

add-progress = Ingresando
add-new = { $n ->
    [0] Ningún elemento nuevo.
    [one] Un elemento nuevo.
   *[other] { $n } elementos nuevos.
 }
add-members = { $n ->
    [one] Un elemento nuevo sacado de archivos comprimidos, mensajes y capturas web.
   *[other] { $n } elementos nuevos sacados de archivos comprimidos, mensajes y capturas web.
 }
add-again = { $n ->
    [one] Un archivo ya estaba; ahora tiene otra entrada de custodia.
   *[other] { $n } archivos ya estaban; ahora tienen otra entrada de custodia.
 }
add-unchanged = { $n ->
    [one] Un archivo no ha cambiado desde que se ingresó.
   *[other] { $n } archivos no han cambiado desde que se ingresaron.
 }
add-see-ledger = habeas ledger dice de cada elemento qué no se pudo leer y por qué.

demo-name = Demostración: Puerto Calmo
demo-from = el corpus de demostración de Habeas (inventado)
demo-exists = El caso de demostración ya está en { $folder }.
demo-next =
    Todo lo que contiene es inventado. Para mirarlo:
      cd { $folder }
      habeas ledger              qué no se pudo leer y por qué
      habeas items               todos los elementos
      habeas show NOMBRE         un elemento: custodia, texto, miembros
      habeas verify              ¿está como se ingresó?
      habeas prove NOMBRE        una prueba que cualquiera puede comprobar

rebuild-done = { $n ->
    [one] Se volvió a leer un elemento.
   *[other] Se volvieron a leer { $n } elementos.
 }
rebuild-same = { $n ->
    [one] El catálogo es lo que se lee en un elemento.
   *[other] El catálogo es exactamente lo que se lee en { $n } elementos.
 }
rebuild-not-same = { $n ->
    [one] Un elemento se lee distinto de lo que dice el catálogo. Ejecute habeas rebuild.
   *[other] { $n } elementos se leen distinto de lo que dice el catálogo. Ejecute habeas rebuild.
 }
rebuild-differs = distinto: { $item }
rebuild-unknown = no está en el registro: { $path }

status-items = { $n ->
    [one] Un elemento
   *[other] { $n } elementos
 }, { $size }; { $entries ->
    [one] una entrada
   *[other] { $entries } entradas
 } en el registro
status-text = { $characters } caracteres, { $pages } páginas, { $rows } filas de tabla
status-why = Sin leer, en cuántos elementos y por qué:
status-empty = El caso está vacío. Ahora: habeas add CARPETA --from "quién se lo dio"
status-next = habeas ledger los nombra uno por uno; habeas ledger --defect NOMBRE, solo los de una clase.
items-count = { $n ->
    [one] Un elemento.
   *[other] { $n } elementos.
 }
ledger-in = dentro de { $container }: { $path }
show-more = … { $n } caracteres más: habeas text { $item }
show-table = Tabla «{ $name }», { $rows } filas

custody-line = Entrada { $entry }: { $at }, { $collector }, { $how }
custody-path = ruta: { $value }
custody-from = recibido de: { $value }
custody-note = nota: { $value }
custody-address = dirección: { $value }
custody-parent = dentro del elemento: { $value }
custody-incomplete = incompleto: cambió mientras se leía, o un daño lo cortó
obtained-file = copiado de un archivo
obtained-standard-input = por la entrada estándar
obtained-member = sacado de otro elemento
obtained-demo = corpus de demostración

state-whole = leído entero
state-partial = leído en parte
state-failed = no leído
state-unread = aún no leído
state-erased = borrado

defect-encrypted = necesita contraseña
defect-damaged = dañado
defect-truncated = termina antes de tiempo
defect-unsupported-format = no hay lector para este formato
defect-unsupported-feature = contiene algo que no se lee
defect-picture-only = una imagen sin texto reconocido
defect-ocr-unavailable = no hay reconocimiento de texto
defect-ocr-failed = falló el reconocimiento de texto
defect-encoding-guessed = no declara su codificación y se dedujo
defect-invalid-characters = bytes que no son caracteres, mostrados como �
defect-unsafe-path = la ruta de un miembro apunta fuera de su archivo comprimido
defect-too-large = al descomprimirse ocupa más de lo que permite el caso
defect-too-deep = archivos dentro de archivos más allá de lo que permite el caso
defect-checksum-mismatch = no coincide con su propia suma de control
defect-wrong-extension = no es lo que dice su nombre
defect-empty = vacío
defect-reader-crashed = el proceso de lectura se cayó con él
defect-reader-time-limit = leerlo tardó demasiado
defect-reader-memory-limit = leerlo exigió demasiada memoria
defect-not-a-file = no es un archivo (es un enlace, un dispositivo o una tubería)
defect-unreadable = el sistema no deja leerlo
defect-changed-while-read = cambió mientras se leía

missing-unknown = falta una cantidad desconocida
missing-everything = falta todo
missing-bytes = faltan { $size }
missing-pages = { $n ->
    [one] falta una página
   *[other] faltan { $n } páginas
 }
missing-characters = { $n ->
    [one] falta un carácter
   *[other] faltan { $n } caracteres
 }
missing-rows = { $n ->
    [one] falta una fila
   *[other] faltan { $n } filas
 }
missing-members = { $n ->
    [one] falta un miembro
   *[other] faltan { $n } miembros
 }
missing-pictures = { $n ->
    [one] falta una imagen
   *[other] faltan { $n } imágenes
 }

place-bytes = bytes { $range }
place-member = { $path }, bytes { $range }
place-page = página { $page }
place-page-area = página { $page }, área { $area }
place-cell = celda { $cell }
place-sheet-cell = hoja «{ $sheet }», celda { $cell }
place-time = de { $from } a { $to }
place-mail = parte { $part } del mensaje, bytes { $range }

event-created = abrió el caso «{ $detail }»
event-key-added = firma desde aquí con la clave { $detail }
event-taken = ingresó { $item } { $name }
event-item-erased = borró los bytes de { $item }: { $detail }
event-entry-erased = borró el contenido de la entrada { $about }: { $detail }
event-verified = verificó { $items ->
    [one] un original
   *[other] { $items } originales
 }, { $findings ->
    [one] un hallazgo
   *[other] { $findings } hallazgos
 }
event-exported = exportó { $detail } { $item } { $name }
event-erased = (contenido borrado)

export-proof = la prueba de
extraction-version = extracción { $version }
cite-where = { $name }, caracteres { $from } a { $to }
check-holds = Se sostiene: «{ $quote }» está exactamente ahí.
check-fails = No se sostiene: { $why }

verify-progress = Verificando
verify-erased-item = borrado: original { $item } ({ $reason })
verify-erased-entry = borrado: el contenido de la entrada { $index } ({ $reason })
verify-seen = Se comprobó: { $originals ->
    [one] un original
   *[other] { $originals } originales
 } ({ $size }) y { $entries ->
    [one] una entrada
   *[other] { $entries } entradas
 } del registro.
verify-signer-founder = Firmado con la clave de quien lo fundó: { $fingerprint }
verify-signer-joined = Firmado con una clave que se sumó después: { $fingerprint }
verify-intact = No se cambió, perdió ni agregó nada.
verify-findings = { $n ->
    [one] Una cosa no está como dice el registro.
   *[other] { $n } cosas no están como dice el registro.
 }
verify-limits = Esto muestra que estos bits son los que se ingresaron, en este orden, por quien tiene esa clave; no que lo que dicen sea verdad.
verify-rewritten-next = Qué hacer: compare la huella de la clave y una copia antigua de log/checkpoint con alguien que las tenga. Solo si usted mismo recuperó una copia anterior del caso, borre { $memory }
verify-unfinished = { $n ->
    [one] Un archivo es de una escritura
   *[other] { $n } archivos son de una escritura
 } que se cortó o que está en curso; el próximo habeas add la termina o la deshace.

finding-checkpoint-unreadable = { $what }: perdido o ilegible
finding-signature-forged = { $what }: cambiado, su firma no se verifica
finding-signer-unknown = { $what }: no lo firma ninguna clave que nombre el registro
finding-root-mismatch = { $what }: ni los mosaicos ni las entradas llevan a su raíz
finding-rewritten = se reescribió o cortó la historia: el registro ya no contiene su propia cabeza anterior de { $what } entradas
finding-tile-lost = perdido: { $what }
finding-tile-changed = cambiado: { $what }
finding-entry-lost = perdido: el contenido de la entrada { $what }
finding-entry-changed = cambiado: el contenido de la entrada { $what }
finding-entry-unreadable = la entrada { $what } está intacta pero es de una versión más nueva
finding-original-lost = perdido: original { $what }
finding-original-changed = cambiado: original { $what }
finding-original-unreadable = no se puede leer: original { $what }
finding-erasure-unfinished = debió borrarse y sigue ahí: { $what }
finding-addition = agregado sin que ninguna entrada lo explique: { $what }

prove-done = La prueba de { $name } está en { $folder }.
prove-next = Quien reciba esa carpeta puede comprobarla sin Habeas: python3 { $folder }/verify.py ORIGINAL
erase-question-item = ¿Borrar para siempre los bytes de { $name } ({ $item })? Escriba sí:
erase-question-entry = ¿Borrar para siempre el contenido de la entrada { $index }? Escriba sí:
erase-answer = sí
erase-not-done = No se borró nada.
erase-container = Sigue en el caso, con los mismos bytes dentro: { $name } ({ $item })
erase-member = Sigue en el caso, sacado de él: { $name } ({ $item })
erase-done = Borrado aquí; el registro conserva la hoja y su motivo. Las copias en otros lugares lo siguen teniendo, y un disco puede guardar rastros.

doctor-cores = { $n ->
    [one] un núcleo de procesador
   *[other] { $n } núcleos de procesador
 }
doctor-ocr = El texto de las imágenes lo reconoce { $engine }, lenguas { $languages }
doctor-ocr-missing = tesseract no está instalado: el texto de imágenes y páginas escaneadas queda sin leer. Instálelo (Debian: apt install tesseract-ocr tesseract-ocr-spa) y después: habeas rebuild --defect picture-only
doctor-ocr-language = A tesseract le falta una lengua: { $missing }. Lo escaneado en ella queda sin leer. Instálela y después: habeas rebuild --defect picture-only
doctor-sandbox-full = Los procesos de lectura están confinados por completo
doctor-sandbox-partial = Los procesos de lectura están confinados solo en parte: { $level }. Lea material hostil en un sistema con Landlock y seccomp.
doctor-sandbox-none = No se pueden iniciar procesos de lectura: { $why }
doctor-probe-denied = Un proceso de lectura no puede: { $what } ({ $words })
doctor-probe-allowed = Un proceso de lectura puede: { $what } ({ $words })
doctor-key = Su clave está en { $folder }, huella { $fingerprint }
doctor-key-none = Aún no tiene clave; el primer habeas init crea una en { $folder }

cli = Quién está detenido, dónde, según quién: una carpeta de caso en la que cada línea lleva a un original sin alterar.
cli-after = Cada orden actúa sobre el caso de la carpeta actual o de las superiores, o --case DIR. Estado de salida: 0 hecho; 1 hecho, y algo está mal; 2 no hecho.
cli-heading-usage = Uso:
cli-heading-commands = Órdenes
cli-heading-arguments = Argumentos
cli-heading-options = Opciones
cli-any-case = La carpeta del caso (en vez de la actual o superior)
cli-any-lang = Lengua: en o es (si no, la del sistema)
cli-any-json = Imprime JSON para programas (docs/json.md)
cli-any-quiet = Sin progreso
cli-any-help = Imprime la ayuda
cli-any-version = Imprime la versión
cli-any-by = Quién actúa, para que conste (si no, el nombre de la cuenta)
cli-any-threads = Cuántos procesos de lectura (si no, uno por núcleo)
cli-init = Crea un caso
cli-init-folder = La carpeta nueva
cli-init-name = El nombre del caso (si no, el de la carpeta)
cli-init-languages = Lenguas para el reconocimiento de texto
cli-add = Ingresa archivos y carpetas, y los lee
cli-add-paths = Archivos o carpetas; - para la entrada estándar (con --name); nada, para seguir leyendo
cli-add-from = De quién o de dónde lo recibió
cli-add-note = Una nota para que conste
cli-add-name = El nombre de lo que llega por la entrada estándar
cli-add-rehash = Vuelve a comprobar cada archivo aunque su fecha diga que no cambió
cli-status = Qué hay en el caso, y qué no se leyó y por qué
cli-items = Enumera los elementos
cli-items-state = Solo en este estado: whole, partial, failed, unread, erased
cli-items-media_type = Solo de este tipo, por ejemplo application/pdf
cli-items-name = Solo si el nombre contiene esto
cli-show = Un elemento: custodia, qué se leyó y qué no
cli-show-item = Su identificador (cuatro dígitos o más) o nombre de archivo
cli-text = Imprime el texto de un elemento, o de un archivo que no está en ningún caso
cli-text-item = Su identificador o nombre; o la ruta de un archivo
cli-text-at = Solo estos caracteres, por ejemplo 120-184
cli-text-body = Omite lo que el formato dice del documento (título, autor, fechas)
cli-annotate = Muestra quién dijo qué, nombres, fechas y cifras de archivos de texto, una línea JSON por archivo; --lang es también la lengua de los textos
cli-annotate-files = Los archivos, en UTF-8; no están en ningún caso
cli-annotate-published = Cuándo se publicaron, como 2025-03-14; sin ella, una fecha relativa queda sin resolver
error-annotate-date = { $date } no es una fecha.
    .next = Escríbala con año, mes y día: 2025-03-14.
error-annotate-read = No se puede leer { $path }.
    .next = Compruebe el nombre y si tiene permiso para leerlo.
error-annotate-text = { $path } no es texto en UTF-8.
    .next = Para otros formatos, intégrelo en un caso: habeas add { $path }
cli-cite = Cita caracteres exactos, con su lugar en el original
cli-cite-item = Su identificador o nombre de archivo
cli-cite-at = Los caracteres, por ejemplo 120-184
cli-cite-find = Las palabras exactas; cita todos los lugares donde están
cli-check = Comprueba una cita hecha con cite --json
cli-check-anchor = El archivo con la cita
cli-ledger = De cada elemento: leído entero, en parte o no leído, y por qué
cli-ledger-state = Solo en este estado
cli-ledger-defect = Solo con este defecto
cli-log = Todo lo que se anotó, en orden
cli-log-from = Desde esta entrada
cli-log-item = Solo sobre este elemento
cli-verify = Vuelve a comprobar todo y nombra cada cambio, pérdida y agregado
cli-verify-against = Un punto de control o una prueba recibidos antes, que el registro aún debe contener
cli-verify-record = Anota el resultado en el registro
cli-prove = Escribe una prueba que cualquiera puede comprobar sin Habeas
cli-prove-item = Su identificador o nombre de archivo
cli-prove-to = La carpeta nueva para la prueba
cli-prove-with_original = Pone al lado una copia del original
cli-erase = Borra los bytes de un elemento, o el contenido de una entrada, por la seguridad de una persona
cli-erase-item = El identificador o nombre del elemento
cli-erase-entry = La entrada cuyo contenido se borra
cli-erase-reason = Por qué; queda en el registro
cli-erase-yes = No pregunta
cli-rebuild = Vuelve a leer todo desde los originales
cli-rebuild-check = No cambia nada; dice si el catálogo es lo que se lee en los originales
cli-rebuild-defect = Solo los elementos con este defecto, por ejemplo picture-only
cli-doctor = Qué está instalado, cómo se confina la lectura, qué falta y qué cuesta
cli-demo = Crea el caso de demostración y muestra qué contiene
cli-demo-folder = La carpeta nueva (si no, habeas-demo)
cli-completions = Imprime las terminaciones para un intérprete de órdenes
cli-completions-shell = El intérprete: bash, elvish, fish, powershell o zsh
cli-man = Escribe páginas de manual
cli-man-folder = La carpeta para ellas
