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
    .next = Recupérela de su copia. Si no tiene, apártela: se creará otra clave y se anotará en cada bitácora.
error-bad-settings = No se pueden leer los ajustes de { $path }.
    .next = Corrija la línea indicada arriba; docs/case-folder.md describe cada ajuste.
error-newer-case = { $path } tiene el formato { $found }; este programa conoce hasta el { $known }.
    .next = Use el Habeas más nuevo con el que se hizo. No se cambió nada.
error-no-log = { $folder } tiene case.toml pero no tiene bitácora.
    .next = Recupere la carpeta log/ de una copia del caso.
error-locked = Otro Habeas está escribiendo en { $folder }.
    .next = Espere a que termine o deténgalo; mientras tanto se puede consultar (status, show, verify).
error-log-damaged = La bitácora de { $folder } está dañada; no se le agrega nada.
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
    .next = Use ese, o ejecute habeas rebuild con este; ni originales ni bitácora se tocan.
error-catalogue-older = El catálogo lo hizo un Habeas más antiguo.
    .next = Ejecute habeas rebuild; ni originales ni bitácora se tocan.
error-catalogue-damaged = El catálogo está dañado.
    .next = Ejecute habeas rebuild; ni originales ni bitácora se tocan.
error-catalogue-unreadable = No se puede abrir el catálogo.
    .next = Cierre otros programas que lo usen; si sigue igual, ejecute habeas rebuild.
error-not-scrubbed = Está borrado, pero sus caracteres aún pueden estar en el espacio libre del catálogo.
    .next = Cierre otros programas que tengan abierto el caso y ejecute habeas add: lo intenta otra vez.
error-catalogue-ahead = El catálogo conoce más entradas de las que tiene la bitácora: la cortaron o la cambiaron.
    .next = Ejecute habeas verify; recupere log/ de una copia, o ejecute habeas rebuild si esta bitácora es la buena.
error-index-missing = Falta el índice de búsqueda.
    .next = Ejecute habeas add (sin archivos): lo hace a partir del catálogo.
error-index-unreadable = El índice de búsqueda está dañado o lo hizo otro Habeas.
    .next = Ejecute habeas add (sin archivos): lo hace de nuevo a partir del catálogo.
error-query = La consulta no se entiende: { $what }
    .next = habeas search --help muestra cómo se escriben las consultas.
error-query-nearest = La consulta no se entiende: { $what }
    .next = Lo más cercano que se entiende: { $nearest }
error-query-too-wide = { $word } equivale a { $n } palabras, demasiadas para buscarlas dentro de una frase (como máximo { $most }).
    .next = Escriba más letras.
error-bad-days = { $given } no es un día, mes, año ni un intervalo de ellos.
    .next = Escriba 2025-03-07, 2025-03, 2025, o un intervalo como 2025-02..2025-03.
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

note-behind = Aviso: la bitácora tiene { $n ->
    [one] una entrada
   *[other] { $n } entradas
 } que el catálogo aún no muestra. habeas add (aunque no haya archivos nuevos) lo pone al día.
note-rewritten = Aviso: esta bitácora ya no contiene su propia cabeza anterior. La reescribieron o cortaron, o se recuperó una copia anterior; habeas verify dice más. Solo si usted mismo recuperó una copia anterior, borre { $memory }
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
      habeas serve               todo ello en el navegador
      habeas ledger              qué no se pudo leer y por qué
      habeas search PALABRA      dónde está una palabra, en cualquiera de sus formas
      habeas quotes              quién dijo qué y quién lo niega
      habeas list                qué listas de personas hay
      habeas people              todas las personas de las listas, cada una con sus listas
      habeas review              pares de filas que quizá son una persona: usted decide
      habeas link                quién es quién otra vez, con sus respuestas
      habeas estimate            cuántas no están en ninguna lista, o por qué no se puede decir
      habeas show NOMBRE         un elemento: custodia, texto, miembros
      habeas verify              ¿está como se ingresó?
      habeas prove NOMBRE        una prueba que cualquiera puede comprobar
    Cada uno explica más con --help.

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
rebuild-differs-annotations = difiere en las anotaciones: { $item }
rebuild-differs-index = difiere en el índice de búsqueda: { $item }
rebuild-unknown = no está en la bitácora: { $path }

status-items = { $n ->
    [one] Un elemento
   *[other] { $n } elementos
 }, { $size }; { $entries ->
    [one] una entrada
   *[other] { $entries } entradas
 } en la bitácora
status-text = { $characters } caracteres, { $pages } páginas, { $rows } filas de tabla
status-why = Defectos hallados al leer, en cuántos elementos:
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

advice-compound = ábralo y guárdelo como .docx o .xlsx, e ingrese también esa copia.
advice-locked = ábralo con su contraseña, guárdelo sin ella e ingrese también esa copia.
advice-old-text = ábralo y guárdelo como .docx u .odt, e ingrese también esa copia.
advice-old-sheet = ábralo y guárdelo como .xlsx u .ods, e ingrese también esa copia.
advice-slides = ábralo y guárdelo como .pdf, e ingrese también esa copia.
advice-drawing = ábralo y guárdelo como .pdf, e ingrese también esa copia.
advice-book = conviértalo a .pdf o .html, e ingrese también esa copia.
advice-message = ábralo en un programa de correo y guárdelo como .eml, e ingrese también esa copia.
advice-mail-store = exporte sus mensajes como .mbox o .eml, e ingréselos también.
advice-archive = descomprímalo e ingrese también lo que contiene.
advice-picture = conviértala a .png o .jpg, e ingrese también esa copia.
advice-recording = el sonido y el video no se leen; ingrese también una transcripción (.vtt, .srt o .txt).
advice-database = exporte sus tablas como .csv o .xlsx, e ingréselas también.
advice-program = nada; los programas no se leen.
remedy-encrypted = ábralo con su contraseña, guárdelo sin ella e ingrese también esa copia.
remedy-damaged = pida otra copia a quien se lo dio, e ingrésela también.
remedy-ocr = instale tesseract (habeas doctor dice qué hay) y ejecute habeas rebuild.
remedy-limit = suba el límite (docs/case-folder.md) y ejecute habeas rebuild, o descomprímalo e ingrese lo que contiene.
remedy-unreadable = dé a esta cuenta permiso de leerlo e ingréselo otra vez.
remedy-changed = cierre el programa que lo escribe e ingréselo otra vez.

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
event-list-declared = declaró una lista en { $item } { $name }
event-list-refused = decidió que en ese lugar de { $item } { $name } no hay una lista de personas
event-list-withdrawn = retiró la lista de la entrada { $about }
event-judged = juzgó si dos filas son la misma persona
event-judgement-withdrawn = retiró el juicio de la entrada { $about }
event-linked = puso al día el registro de personas
event-estimated = estimó cuántas personas no están en ninguna lista
event-erased = (contenido borrado)

# The register

cli-link = Pone el registro de personas al día con las listas: qué filas son una misma persona; o enlaza una tabla suelta
cli-link-afresh = Enlaza todo desde el principio; las personas conservan sus identificadores
cli-link-explain = Dos filas, o dos personas: de dónde sale su peso
cli-link-table = Un archivo CSV o TSV con encabezado (UTF-8), o un archivo Parquet, que se enlaza sin expediente
cli-link-map = Qué contiene una columna: COLUMNA=SIGNIFICADO, como Apellidos=surnames o Edad=age@2024-02-15. Significados: name, given-names, surnames, first-surname, second-surname, birth, age@DÍA, sex, nationality, document, place, code, text
cli-link-list = La columna que dice de qué lista es cada fila
cli-link-id = La columna con el identificador de cada fila (si no, se numeran desde 1)
cli-link-pairs = Imprime los pares comparados en lugar de una línea por fila
cli-link-csv = Imprime CSV (como sin ella; --json imprime JSON)
cli-link-threads = Cuántos hilos; la respuesta es la misma con cualquier número (si no, uno por núcleo)
cli-people = Las personas del registro, cada una con sus listas
cli-people-list = Solo personas de esta lista, por número o nombre; varias veces: de todas ellas
cli-people-not_list = Solo personas que no están en esta lista
cli-people-only = Solo personas que no están en ninguna otra lista que las de --list
cli-people-several = Solo personas con varias filas
cli-people-search = Solo personas cuyo nombre tiene palabras que empiezan así, sin importar acentos ni mayúsculas
cli-people-records = Con cada fila; con --csv una línea por fila
cli-people-csv = Imprime CSV; la exportación queda en la bitácora
cli-people-xlsx = Guarda una hoja de cálculo; la exportación queda en la bitácora
cli-person = Una persona: cada dato con su fuente, las contradicciones una junto a otra, los juicios, las personas del mismo nombre
cli-person-id = El identificador de la persona o su comienzo; el de una fila lleva a su persona
cli-compare = Dos listas frente a frente: quién está en ambas, solo en una, y quién está en duda
cli-compare-one = Una lista, por número o nombre
cli-compare-other = La otra lista
cli-compare-csv = Imprime CSV; la exportación queda en la bitácora
cli-overlap = Cuántas personas están exactamente en qué listas
cli-overlap-separate = Cuenta por separado una lista declarada como copia, no como su original
cli-review = Revisa uno por uno los pares en duda: misma persona, distintas o no se sabe; cada veredicto queda en la bitácora con nombre y hora
cli-review-blind = Oculta el puntaje y lo que otros decidieron; para --sample
cli-review-sample = Revisa tantos pares elegidos al azar en lugar de la cola
cli-review-seed = De dónde parte el azar; la misma semilla da a cada quien los mismos pares
cli-judge = Juzga si dos filas son una misma persona, o retira un juicio
cli-judge-one = El identificador de una fila o su comienzo
cli-judge-other = La otra fila
cli-judge-verdict = same (misma), different (distintas) o unsure (no se sabe)
cli-judge-note = Por qué, en sus palabras
cli-judge-withdraw = Retira el juicio de esta entrada de la bitácora
cli-judgements = Todos los juicios, con quién y cuándo; traerlos, entregarlos, o ver cuánto coinciden quienes revisan
cli-judgements-csv = Los vigentes en CSV; la exportación queda en la bitácora
cli-judgements-lines = Los vigentes en líneas JSON al modo de nomenklatura; la exportación queda en la bitácora
cli-judgements-import = Trae juicios de un CSV (one, other, verdict, note) o de líneas JSON de nomenklatura; todos o ninguno
cli-judgements-agreement = Cuánto coinciden quienes revisan en los pares que juzgaron a ciegas: kappa de Cohen
people-progress = Escribiendo personas
list-progress = Leyendo la lista
link-progress = Enlazando
link-nothing-new = No hay nada nuevo: el registro está al día.
link-done = El registro se puso al día; las personas conocidas conservan sus identificadores. Entrada { $entry } de la bitácora.
link-done-afresh = Se enlazó todo desde el principio. Entrada { $entry } de la bitácora.
link-merged = La persona { $from } es ahora una sola con { $into }; { $from } sigue llevando allí.
link-split = La persona { $from } se separó: algunas de sus filas son ahora { $to }.
link-counts = { $records } filas, { $persons } personas
link-list = { $n ->
    [one] Una fila
   *[other] { $n } filas
 } en { $list }
link-one-list = Hay una sola lista: se distinguen las personas dentro de ella y no se comparan con nadie más.
link-expected = Lo que cabe esperar, si el modelo acierta: de los pares tomados por una persona lo son { $precision }; de todos los pares de una persona se encuentran { $recall }.
register-share = { $expected } % (de { $low } a { $high } %)
link-to-review = { $n ->
    [one] Un par está en duda.
   *[other] { $n } pares están en duda.
 } Para verlos: habeas review
link-undecided = { $n ->
    [one] Uno de ellos se miró y quedó sin decidir.
   *[other] { $n } de ellos se miraron y quedaron sin decidir.
 }
link-skipped = Demasiadas filas comparten { $n ->
    [one] una clave
   *[other] { $n } claves
 } ({ $family }): por ella no se compararon { $pairs } pares.
link-contradiction = Hay juicios que se contradicen: { $one } y { $other } se juzgaron distintas, pero juicios de «misma persona» llevan de una a otra por { $n } filas. No unen a nadie hasta que alguien retire uno.
link-detached = El juicio de la entrada { $entry } se apoya en filas que ya no están ({ $records }): cambiaron sus palabras o se retiró su lista. No cuenta para nadie.
link-not-repeated = Nota: el enlace de la entrada { $entry }, hecho por { $program }, sale ahora distinto: el programa es otro, o desde entonces se borraron, retiraron o corrigieron listas. habeas link --afresh hace uno nuevo.
link-column-not-compared = Nota: la columna { $column } ({ $meaning }) no se compara.
link-error-no-list = Aún no hay ninguna lista declarada, así que no hay a quién enlazar.
    .next = habeas list muestra lo que parece una lista, y la declara.
link-error-unreadable = No se puede leer { $path }.
    .next = Revise el nombre, y que el archivo sea CSV o TSV en UTF-8, o Parquet.
link-error-empty = { $path } no tiene encabezado ni filas.
    .next = Dé un archivo cuya primera línea nombre las columnas.
link-error-map = «{ $given }» no dice qué contiene una columna.
    .next = Escriba COLUMNA=SIGNIFICADO, como Nombre=name.
link-error-mapped-twice = La columna { $column } recibe dos significados.
    .next = Dé a cada columna un solo --map.
link-error-no-map = No se nombró ninguna columna que se compare; las columnas son: { $known }
    .next = Diga qué contiene al menos una: --map COLUMNA=name
link-error-no-column = No hay columna «{ $column }»; hay: { $known }
    .next = Escriba el nombre como está en la primera línea.
link-error-two-columns = Dos columnas se llaman «{ $column }», y no queda claro cuál se quiere.
    .next = Cambie el nombre de una en el archivo.
link-error-no-meaning = «{ $given }» no es un significado; hay: { $known }
    .next = Elija uno de ellos.
link-error-age = Una edad necesita el día en que se tenía, y «{ $given }» no lo es.
    .next = Escriba age@2024-02-15.
link-error-only-age = Solo una edad lleva un día; { $meaning } no.
    .next = Quite lo que sigue a la @.
link-error-cells = { $path }, línea { $line }: { $found ->
    [one] una celda
   *[other] { $found } celdas
 }, cuando la primera línea tiene { $wanted }.
    .next = Corrija la línea; una celda que tenga coma va entre comillas.
link-error-utf8 = { $path }, línea { $line }, columna { $column }: esos bytes no son texto en UTF-8.
    .next = Guarde el archivo en UTF-8.
link-error-no-id = La línea { $line } no tiene identificador en la columna { $column }.
    .next = Dé a cada fila un identificador, o quite --id.
link-error-same-id = Línea { $line }: el identificador { $id } ya es de una fila anterior.
    .next = Dé a cada fila uno propio, o quite --id.
link-error-no-id-row = La fila { $row } no tiene identificador en la columna { $column }.
    .next = Dé a cada fila un identificador, o quite --id.
link-error-same-id-row = Fila { $row }: el identificador { $id } ya es de una fila anterior.
    .next = Dé a cada fila uno propio, o quite --id.
link-error-parquet = { $path } empieza como un archivo Parquet, pero no se puede leer como tal.
    .next = Revise que se copió entero, o guárdelo como CSV.
link-error-parquet-nested = La columna { $column } contiene listas o partes, no un valor por fila.
    .next = Guarde sus partes en columnas propias.
link-error-parquet-kind = La columna { $column } contiene valores ({ $kind }) que no se pueden leer como texto.
    .next = Guárdela como texto.
link-error-parquet-utf8 = Fila { $row }, columna { $column }: esos bytes no son texto en UTF-8.
    .next = Guarde la columna como texto en UTF-8.
link-error-fields = Las columnas dan { $fields } campos, y se comparan juntos { $most } a lo sumo.
    .next = Quite el --map de las que menos digan.
link-error-collision = Dos filas distintas tienen por azar el mismo identificador corto.
    .next = Nombre una columna con el identificador de cada fila: --id COLUMNA
link-error-table = Las filas no se pueden enlazar.
    .next = Enlace menos listas a la vez: la línea de arriba dice qué es demasiado.
family-document = números de documento
family-birth = fechas de nacimiento
family-name-pair = dos partes del nombre
family-name-slip = un nombre con un desliz
family-name-birth = nombre y nacimiento
family-name-other = nombre y otro dato
family-other = otros dos datos
family-single = un solo dato
field-given = Nombres
field-surname = Apellidos
field-birth = Nacimiento
field-sex = Sexo
field-nationality = Nacionalidad
field-document = Documento
field-place = Lugar
field-code = Código
field-text = Texto
field-alias = Otros nombres
field-list = Lista
level-missing = falta en un lado
level-equal = igual
level-different = se contradice
level-slip = a un desliz
level-near = parecido, no igual
level-shared = una parte en común
level-given-omitted = un lado omite un nombre
level-given-variant = escrito de otro modo
level-given-hypocoristic = forma corta o familiar
level-given-initial = solo la inicial
level-given-shared = un nombre en común, otro se contradice
level-given-reversed = nombres y apellidos cambiados de lugar
level-surname-both-equal = ambos iguales
level-surname-both-variant = ambos, escritos de otro modo
level-surname-one-equal = el primero igual, sin segundo
level-surname-one-variant = el primero escrito de otro modo, sin segundo
level-surname-swapped = ambos, en otro orden
level-surname-other-omitted = el único es el segundo del otro
level-surname-second-differs = el segundo se contradice
level-surname-first-differs = el primero se contradice
level-surname-crossed = un primero coincide con un segundo, los otros se contradicen
level-surname-reversed = nombres y apellidos cambiados de lugar
level-birth-consistent = coincide hasta donde ambos dicen
level-birth-exchanged = día y mes cambiados
level-birth-two-parts = iguales dos de día, mes y año
level-birth-same-year = solo el año igual
level-birth-near-year = a uno o dos años
level-sex-equal-as-implied = igual, como ya dice el nombre
level-sex-different-as-implied = se contradice, aunque los nombres coinciden
level-place-contained = uno contiene al otro
level-alias-equal = uno en común
level-alias-name = el nombre del otro
level-alias-different = ninguno en común
level-list-same = la misma lista, que rara vez repite a una persona
level-list-another = otra lista
part-equal = igual
part-spelling = variante de escritura
part-typo = a un desliz
part-hypocoristic = forma corta o familiar
part-initial = inicial
part-near = parecido, no igual
part-different = distinto
explain-one = Una:   { $id }  { $name }  ({ $list }, fila { $row })
explain-other = Otra:  { $id }  { $name }  ({ $list }, fila { $row })
explain-prior = punto de partida de todo par: lo raro que es que dos filas sean una persona
explain-rarity = lo raros que son los datos que coinciden
explain-kin = también coincidirían los parientes
explain-total = suma, en bits: { $probability } de probabilidad de ser una persona, según la máquina sola
explain-part = Coincide: { $part }
explain-alone-one = Sin pareja en la primera: { $parts }
explain-alone-other = Sin pareja en la otra: { $parts }
why-uncertain = la máquina no está segura
why-name-only = solo el nombre habla de una misma persona
why-opposed = documentos, nacimientos o nombres se contradicen
why-not-joined = un enlace fuerte que las filas vecinas desmienten
why-contradicted = quienes revisaron se contradicen
verdict-same = misma
verdict-different = distintas
verdict-unsure = no se sabe
verdict-contradicted = contradictorio
not-compared-families = Cuidado: las listas nombran a familias. Los registros que mejor coinciden se contradicen a menudo en los nombres, como los parientes. Aquí no hay que fiarse de las probabilidades entre 5 y 95 %; solo se unieron los pares con más de 32 a 1 a favor, y los demás están en la cola de revisión.
not-compared-copied = { $list } parece una copia: { $n ->
    [one] una de sus filas está
   *[other] { $n } de sus filas están
} también, palabra por palabra, en { $original }. Si lo es, dígalo (habeas list copy-of), para que ambas cuenten como una sola lista y no avalen dos veces a nadie.
not-compared-age = { $list }, columna { $column }: las edades no se comparan, porque no se sabe el día en que se tenían.
not-compared-fields = { $list }, columna { $column } no se compara: hay más columnas de las que se comparan juntas.
not-compared-twice = { $n ->
    [one] Una fila
   *[other] { $n } filas
 } de { $list } están también en { $first } y cuentan allí.
not-compared-unread = { $list } ya no está: su documento se borró o no se lee.
not-compared-parts = { $n ->
    [one] Se dejó fuera una parte de un nombre
   *[other] Se dejaron fuera { $n } partes de nombres
 }, porque un nombre tiene más de doce.
behind-new = El registro está atrasado: aún sin enlazar: { $lists }
behind-changed = El registro está atrasado: corregidas o leídas de nuevo: { $lists }
behind-gone = El registro está atrasado: ya no se leen: { $lists }
behind-judgements = El registro está atrasado: desde entonces { $n ->
    [one] se dio o retiró un juicio
   *[other] se dieron o retiraron { $n } juicios
 }.
behind-file = El registro está atrasado: la bitácora conoce un enlace posterior.
behind-next = Para ponerlo al día: habeas link
error-not-linked = Las listas aún no están enlazadas.
    .next = habeas link lo hace.
error-register-missing = El expediente aún no tiene registro de personas.
    .next = habeas link lo hace.
error-register-unreadable = El registro es de otra versión de este programa, o está dañado.
    .next = habeas rebuild lo hace de nuevo; nada del expediente se pierde.
error-register-behind = El registro ya no corresponde a las listas, y este par no se puede pesar.
    .next = habeas link lo pone al día.
error-no-such-record = Ninguna fila ni persona tiene el identificador «{ $given }».
    .next = habeas people --records muestra los identificadores.
error-ambiguous-record = Varios identificadores empiezan por «{ $given }».
    .next = Dé más letras.
error-no-such-list = Ninguna lista vigente se llama «{ $given }»; hay:
    .next = Dé su número o su nombre.
error-ambiguous-list = Varias listas empiezan por «{ $given }»; hay:
    .next = Dé su número.
error-same-record = Los dos identificadores son la misma fila.
    .next = Dé dos filas distintas.
error-too-many-lists = { $n } listas son más de las que se cuentan juntas: 64 a lo sumo.
    .next = Nombre menos listas.
error-same-list = Las dos son la misma lista.
    .next = Dé dos listas distintas.
error-no-such-verdict = «{ $given }» no es un veredicto; hay: { $known }
    .next = Elija uno de ellos.
error-judge-what = Hacen falta dos filas y un veredicto.
    .next = habeas judge FILA FILA same, o --withdraw N
error-no-judgement = La entrada { $entry } de la bitácora no contiene un juicio.
    .next = habeas judgements los muestra con sus entradas.
error-judgement-withdrawn = El juicio de la entrada { $entry } ya se retiró, en la entrada { $by }.
    .next = No hay nada más que hacer.
error-blind-sample = --blind es para una muestra.
    .next = Agregue --sample 100, y dé a quien también revise la misma --seed.
error-xlsx = No se pudo escribir { $path }.
    .next = Revise la carpeta, o use --csv, que no limita el largo de una celda.
error-import = No se trajo nada de { $path }: { $n ->
    [one] una línea no se entiende
   *[other] { $n } líneas no se entienden
 }.
    .next = Corrija las líneas nombradas arriba; entonces se toman todas a la vez.
import-unknown = línea { $line }: no hay fila { $id } en el registro
import-same = línea { $line }: las dos son la misma fila
import-twice = línea { $line }: { $one } y { $other } tienen otro veredicto en una línea anterior
import-columns = la primera línea debe nombrar las columnas one, other y verdict
import-verdict = línea { $line }: «{ $given }» no es un veredicto
import-line = línea { $line }: no es un juicio como los escribe nomenklatura
import-done = { $n ->
    [one] Se trajo un juicio
   *[other] Se trajeron { $n } juicios
 }.
register-list-numbered = lista { $n }
register-no-name = (sin nombre)
register-record-gone = (sus palabras ya no están)
people-count = { $n ->
    [one] Una persona
   *[other] { $n } personas
 }
person-records = { $n ->
    [one] Una fila:
   *[other] { $n } filas:
 }
person-record = { $list }, fila { $row }
person-judged = unida por juicio de una persona
person-probability = { $probability } por su enlace más fuerte aquí
person-conflict = (se contradice)
person-differs = (escrito de otro modo)
person-joins = Por qué estas filas son una persona:
person-join = { "" }  { $one } y { $other }: { $bits } bits, { $probability } (habeas link --explain)
person-join-judged = { "" }  { $one } y { $other }: así lo juzgó una persona
person-judgements = Juicios:
person-question = Por revisar: { $one } y { $other }: { $why }
person-namesakes = Otras personas del mismo nombre, sin unir:
person-mentions = El mismo nombre en textos (nadie ha dicho que sea la misma persona):
compare-both = En { $one } y en { $other }: { $n }
compare-only-one = En { $one } y no en { $other }: { $n }
compare-only-other = En { $other } y no en { $one }: { $n }
compare-unsure = En duda entre { $one } y { $other }: { $n ->
    [one] un par
   *[other] { $n } pares
 }
compare-by-others = por filas de otras listas, o por juicio
overlap-copy = { $copy } se declaró copia de { $of } y cuenta como ella.
judge-done = Juzgado: { $verdict }; entrada { $entry } de la bitácora.
judge-withdrawn = El juicio de la entrada { $entry } ya no vale.
judge-contradicted = Otra persona juzgó distinto este par: no une a nadie hasta que lo aclaren.
judgement-blind = a ciegas
judgement-imported = de { $file }
judgement-withdrawn = retirado por la entrada { $entry }
judgement-overtaken = reemplazado por la entrada { $entry }
judgements-count = { $n ->
    [one] Un juicio
   *[other] { $n } juicios
 }, { $standing } vigentes
agreement = { $one } y { $other }: { $n ->
    [one] un par juzgado
   *[other] { $n } pares juzgados
 } a ciegas por ambas, { $agreed } iguales, kappa { $kappa }. Difieren en:
agreement-none = Ningún par fue juzgado a ciegas por dos personas. Que ambas revisen la misma muestra: habeas review --blind --sample 100 --seed 1
agreement-no-kappa = no definido (coincidirían por puro azar)
review-nothing = No queda ningún par por revisar.
review-help = s misma · d distintas · u no se sabe · n TEXTO nota · Intro saltar · z deshacer · q salir
review-prompt = s/d/u/n/z/q?
review-pair = Par { $at } de { $of }
review-why = Se pregunta porque: { $why }
review-with = Junto con { $of }: { $id }  { $name }  ({ $list })
review-nothing-to-undo = No hay nada que deshacer en esta revisión.
review-done = { $n ->
    [one] Un veredicto está
   *[other] { $n } veredictos están
 } en la bitácora.
export-register = el registro de personas
export-judgements = los juicios
rebuild-differs-register = El registro difiere del hecho de nuevo a partir de listas, juicios y bitácora.
rebuild-register-lost = El registro no se puede hacer como se enlazó (entrada { $entry }): { $lists } borradas, retiradas o corregidas desde entonces.
rebuild-register-other = El registro sale distinto de lo que dice la entrada { $entry }, hecha por { $program }; este es { $own }. habeas link --afresh hace uno nuevo.
event-detail-list = { "" }: «{ $name }»
event-detail-judged = { "" }: { $verdict }
event-detail-linked = { "" }: { $records } filas, { $persons } personas

# After the register

export-proof = la prueba de
extraction-version = extracción { $version }
cite-where = { $name }, caracteres { $from } a { $to }
check-holds = Se sostiene: «{ $quote }» está exactamente ahí.
check-fails = No se sostiene: { $why }

search-none = No se encontró nada con: { $reading }
search-empty = El caso está vacío.
search-nearest = Lo más cercano: { $words } encuentra { $n ->
    [one] un elemento.
   *[other] { $n } elementos.
 }
search-nearest-unfiltered = Lo más cercano: sin los filtros, { $words } encuentra { $n ->
    [one] un elemento.
   *[other] { $n } elementos.
 }
search-count = { $n ->
    [one] Un elemento
   *[other] { $n } elementos
 } con: { $reading }
search-count-all = { $n ->
    [one] Un elemento.
   *[other] { $n } elementos.
 }
search-page = Se muestran del { $from } al { $to }. Para ver más: --offset { $next }
search-more = { $n ->
    [one] una vez más en este texto
   *[other] { $n } veces más en este texto
 }
note-index-behind = Nota: { $n ->
    [one] un elemento cambió
   *[other] { $n } elementos cambiaron
 } desde que se escribió el índice de búsqueda y puede faltar aquí. habeas add (también sin archivos nuevos) lo pone al día.

query-open-quote = se abren comillas y nada las cierra
query-open-parenthesis = se abre un paréntesis y nada lo cierra
query-stray-parenthesis = se cierra un paréntesis que nada abrió
query-nothing-beside = a Y, O, NO o CERCA le falta algo a un lado
query-no-words = no hay letra ni cifra que buscar
query-bad-distance = falta un número o es demasiado grande (como máximo 2 para una palabra, 50 para una distancia)
query-not-near = solo palabras y frases pueden estar cerca unas de otras
query-long-phrase = una frase tiene más de 50 palabras
query-no-value = un filtro no tiene valor
query-bad-state = no existe ese estado (completo, parcial, fallido, pendiente, borrado)
query-bad-days = no es un día, mes, año ni un intervalo de ellos, como 2025-03 o 2025-02..2025-03
query-too-deep = hay paréntesis dentro de paréntesis a más de 50 niveles

facet-type = Por tipo
facet-language = Por idioma
facet-published = Por mes de publicación
facet-taken-in = Por mes de ingreso
facet-from = Por procedencia
facet-state = Por cuánto se leyó
facet-in = Por contenedor
facet-speaker = Por quién habla
facet-unknown = (no se sabe)

verify-progress = Verificando
verify-erased-item = borrado: original { $item } ({ $reason })
verify-erased-entry = borrado: el contenido de la entrada { $index } ({ $reason })
verify-seen = Se comprobó: { $originals ->
    [one] un original
   *[other] { $originals } originales
 } ({ $size }) y { $entries ->
    [one] una entrada
   *[other] { $entries } entradas
 } de la bitácora.
verify-signer-founder = Firmado con la clave de quien lo fundó: { $fingerprint }
verify-signer-joined = Firmado con una clave que se sumó después: { $fingerprint }
verify-intact = No se cambió, perdió ni agregó nada.
verify-findings = { $n ->
    [one] Una cosa no está como dice la bitácora.
   *[other] { $n } cosas no están como dice la bitácora.
 }
verify-limits = Esto muestra que estos bits son los que se ingresaron, en este orden, por quien tiene esa clave; no que lo que dicen sea verdad.
verify-rewritten-next = Qué hacer: compare la huella de la clave y una copia antigua de log/checkpoint con alguien que las tenga. Solo si usted mismo recuperó una copia anterior del caso, borre { $memory }
verify-unfinished = { $n ->
    [one] Un archivo es de una escritura
   *[other] { $n } archivos son de una escritura
 } que se cortó o que está en curso; el próximo habeas add la termina o la deshace.

finding-checkpoint-unreadable = { $what }: perdido o ilegible
finding-signature-forged = { $what }: cambiado, su firma no se verifica
finding-signer-unknown = { $what }: no lo firma ninguna clave que nombre la bitácora
finding-root-mismatch = { $what }: ni los mosaicos ni las entradas llevan a su raíz
finding-rewritten = se reescribió o cortó la historia: la bitácora ya no contiene su propia cabeza anterior de { $what } entradas
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
erase-done = Borrado aquí; la bitácora conserva la hoja y su motivo. Las copias en otros lugares lo siguen teniendo, y un disco puede guardar rastros.

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
cli-add-no_annotate = No buscar ahora citas, nombres, fechas ni cifras; lo hará el próximo habeas add sin esta opción
cli-status = Qué hay en el caso, y qué no se leyó y por qué
cli-items = Enumera los elementos
cli-items-state = Solo en este estado: whole, partial, failed, unread, erased
cli-items-media_type = Solo de este tipo, por ejemplo application/pdf
cli-items-name = Solo si el nombre contiene esto
cli-search = Buscar palabras en textos, nombres y notas
cli-search-words = Palabras que deben estar todas en un elemento, en cualquier forma; '"frase exacta"'; O; NO; deten* (comienzo); garsia~ (casi así); a CERCA/5 b; tipo:pdf de:... estado:parcial publicado:2025-03 (todo en docs/search.md)
cli-search-media_type = Solo de este tipo: pdf, html, correo, imagen, o un tipo de medio
cli-search-written_in = Solo en este idioma, como es; ? si no se sabe
cli-search-published = Solo publicados en estos días: 2025, 2025-03, 2025-03-07 o 2025-02..2025-03
cli-search-taken_in = Solo ingresados en estos días (UTC), escritos igual
cli-search-from = Solo recibidos de exactamente esta procedencia
cli-search-state = Solo en este estado: whole, partial, failed, unread, erased
cli-search-inside = Solo lo que salió de este contenedor
cli-search-speaker = Solo con una cita de alguien cuyo nombre o descripción tenga estas palabras
cli-search-limit = Cuántos elementos mostrar
cli-search-offset = Cuántos pasar por alto antes
cli-search-counts = Contar también los elementos por tipo, idioma, fecha, procedencia, estado y quién habla
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
cli-verify-against = Un punto de control o una prueba recibidos antes, que la bitácora aún debe contener
cli-verify-record = Anota el resultado en la bitácora
cli-prove = Escribe una prueba que cualquiera puede comprobar sin Habeas
cli-prove-item = Su identificador o nombre de archivo
cli-prove-to = La carpeta nueva para la prueba
cli-prove-with_original = Pone al lado una copia del original
cli-erase = Borra los bytes de un elemento, o el contenido de una entrada, por la seguridad de una persona
cli-erase-item = El identificador o nombre del elemento
cli-erase-entry = La entrada cuyo contenido se borra
cli-erase-reason = Por qué; queda en la bitácora
cli-erase-yes = No pregunta
cli-rebuild = Vuelve a leer todo desde los originales
cli-rebuild-check = No cambia nada; dice si el catálogo, el índice de búsqueda y las anotaciones son lo que se lee en los originales
cli-rebuild-defect = Solo los elementos con este defecto, por ejemplo picture-only
cli-doctor = Qué está instalado, cómo se confina la lectura, qué falta y qué cuesta
cli-demo = Crea el caso de demostración y muestra qué contiene
cli-demo-folder = La carpeta nueva (si no, habeas-demo)
cli-completions = Imprime las terminaciones para un intérprete de órdenes
cli-completions-shell = El intérprete: bash, elvish, fish, powershell o zsh
cli-man = Escribe páginas de manual
cli-man-folder = La carpeta para ellas

months = ene feb mar abr may jun jul ago sep oct nov dic

type-application-pdf = PDF
type-application-vnd-openxmlformats-officedocument-wordprocessingml-document = documento de Word
type-application-vnd-openxmlformats-officedocument-spreadsheetml-sheet = libro de Excel
type-application-vnd-oasis-opendocument-text = texto OpenDocument
type-application-vnd-oasis-opendocument-spreadsheet = hoja de cálculo OpenDocument
type-application-zip = archivo ZIP
type-application-gzip = GZIP
type-application-x-tar = archivo TAR
type-application-warc = captura web (WARC)
type-application-wacz = captura web (WACZ)
type-application-mbox = buzón de correo
type-application-octet-stream = formato desconocido
type-application-msword = documento de Word (formato antiguo)
type-application-x-empty = vacío
type-application-x-subrip = subtítulos (SRT)
type-message-rfc822 = correo electrónico
type-image-jpeg = imagen (JPEG)
type-image-png = imagen (PNG)
type-image-tiff = imagen (TIFF)
type-text-csv = tabla (CSV)
type-text-tab-separated-values = tabla (TSV)
type-text-html = página web
type-text-markdown = texto (Markdown)
type-text-plain = texto
type-text-vtt = subtítulos (VTT)

part-metadata = Lo que el archivo dice de sí mismo
part-page = Página { $n }
part-page-recognised = Página { $n }, texto reconocido en la imagen
part-table = Tabla
part-sheet = Hoja «{ $name }»
part-sheet-hidden = Hoja «{ $name }», que el archivo oculta
part-margin = Encabezados y pies de página
part-notes = Notas
part-comments = Comentarios
part-mail = Encabezados del mensaje
part-cues = Subtítulos
part-members = Lo que contiene
look-deleted = eliminado con control de cambios
look-inserted = insertado con control de cambios
look-hidden = oculto en el archivo
look-commented = alguien comentó esto
look-doubtful = reconocido con poca certeza

footnote = «{ $quote }». { $name }, { $stands }. SHA-256 { $item }, extracción { $version }.
footnote-characters = caracteres { $from }–{ $to }
footnote-taken = Incorporado al caso «{ $case }» el { $at } por { $who } (entrada { $entry } de la bitácora).

error-port = No se puede usar el puerto { $port } de esta máquina.
    .next = Quizá lo usa otro programa; elija otro con --port N, o no indique ninguno.
error-no-such-page = No existe la página { $address }.
    .next = Vaya a la página del caso, o busque.

serve-ready = El caso está abierto solo en el navegador de esta máquina:
serve-stop = Ctrl-C lo cierra. Quien tenga la dirección puede leer el caso mientras esté abierto: guárdela para usted.
serve-no-browser = No se abrió nada: aquí no hay pantalla. Copie la dirección en un navegador.
serve-idle = Se cierra solo tras { $n ->
    [one] un minuto
   *[other] { $n } minutos
 } sin peticiones.
cli-serve = Abrir el caso en el navegador de esta máquina
cli-serve-folder = La carpeta del caso (si no, la de aquí o más arriba)
cli-serve-port = El puerto de esta máquina (si no, cualquiera libre)
cli-serve-idle = Cerrar tras tantos minutos sin peticiones
cli-serve-no_open = Mostrar la dirección sin abrir el navegador
cli-demo-no_serve = Solo crear el caso; no abrirlo en el navegador

web-skip = Ir al contenido
web-nav = Partes del caso
web-nav-case = Caso
web-nav-items = Elementos
web-nav-people = Personas
web-nav-said = Lo que se dijo
web-nav-proof = Pruebas
web-nav-log = Bitácora
web-nav-verify = Verificación
web-search-label = Buscar en el caso
web-search-button = Buscar
web-language = Idioma
web-footer = { $program }. Nada de esto sale de esta máquina.
web-nameless = (sin nombre en la bitácora)
web-previous = Anterior
web-next = Siguiente
web-error-title = Esto no funcionó
web-locked-title = Esta página necesita su llave
web-locked = Abra la dirección que mostró habeas serve, con todo lo que sigue al signo de interrogación. Cada vez es una nueva.

web-count = Elementos
web-state = Cuánto se leyó
web-defect = Motivo
web-kind = Tipo
web-case-empty = El caso está vacío. Incorpore material desde la línea de órdenes:
web-case-empty-folder = CARPETA
web-case-read = Leído y no leído
web-case-intact = ¿Íntegro?
web-case-kinds = Tipos de elementos
web-case-more-unread = { $n ->
    [one] Y uno más: siga la cifra de arriba.
   *[other] Y { $n } más: siga las cifras de arriba.
 }

web-log-title = La bitácora
web-log-about = Todo lo que se anotó en el caso, en orden. Las entradas no se cambian nunca; la verificación lo demuestra.
web-log-here = { $from } a { $to } de { $n }
web-log-entry = Entrada
web-log-when = Cuándo
web-log-who = Quién
web-log-what = Qué

web-verify-title = Verificación
web-verify-about = Vuelve a calcular el hash de cada original, rehace el árbol de la bitácora con sus entradas, comprueba su firma y nombra cada cambio, pérdida y añadido.
web-verify-start = Verificar ahora
web-verify-again = Verificar de nuevo
web-verify-record = Anotar el resultado en la bitácora
web-verify-running = Verificando. Entretanto puede dejar esta página.
web-verify-recorded = El resultado está en la bitácora.
web-verify-not-recorded = No se pudo anotar el resultado en la bitácora: { $why }
web-verify-never = Aún sin verificar.
web-verify-open = Verificación

web-nav-register = Personas
web-nav-overlap = Coincidencias
web-nav-compare = Comparar
web-nav-review = Revisar

web-people-title = Personas
web-people-no-list = Aquí todavía no hay nadie: no se ha declarado ninguna lista de personas. Vea lo que se incorporó y diga qué tablas y listas nombran a personas.
web-people-to-lists = A las listas
web-people-not-linked = { $n ->
    [one] Hay una lista declarada
   *[other] Hay { $n } listas declaradas
 }, pero sus filas aún no se han comparado. Al comparar se ve qué filas son probablemente una misma persona; no cambia ninguna lista, y lo dudoso lo deciden personas.
web-people-counts = { $records } filas de { $lists ->
    [one] una lista
   *[other] { $lists } listas
 } son { $persons } personas, hasta donde se sabe.
web-people-open = { $n ->
    [one] Hay un par de filas en duda: solo una persona puede decir si es la misma persona.
   *[other] Hay { $n } pares de filas en duda: solo una persona puede decir si cada uno es la misma persona.
 }
web-people-review = Revisarlos
web-people-none-open = Ningún par está en duda.
web-people-rests = En qué se basa
web-people-letter = Letra
web-people-list = Lista
web-people-lists = Listas
web-people-rows = Filas
web-people-row = fila { $row }
web-people-linked = Comparado
web-people-left-out = { $n ->
    [one] Algo que conviene saber de la comparación
   *[other] { $n } cosas que conviene saber de la comparación
 }
web-people-search = Nombre, o cómo empieza
web-people-by-lists = Según las listas
web-people-any = esté o no
web-people-on = está
web-people-not-on = no está
web-people-only = en ninguna otra lista
web-people-several = en varias filas
web-people-copies = una copia cuenta como su original
web-people-show = Mostrar
web-people-all = Todas
web-people-nobody = No hay nadie así. Pruebe con menos letras o con otras listas.
web-people-name = Nombre
web-people-marks = Conviene saber
web-people-conflicts = { $n ->
    [one] una contradicción
   *[other] { $n } contradicciones
 }
web-people-questions = { $n ->
    [one] una pregunta abierta
   *[other] { $n } preguntas abiertas
 }
web-people-files = Llevarse a estas personas
web-people-files-about = Completo, sin cortes. La bitácora guarda que salieron datos personales del caso, y a nombre de quién.
web-people-file-csv = Personas, CSV
web-people-file-xlsx = Personas, Excel
web-people-file-records-csv = Todas las filas, CSV
web-people-file-records-xlsx = Todas las filas, Excel
web-people-file-json = Todo, JSON
web-likely-same-very = muy probablemente la misma persona: { $p }
web-likely-same = probablemente la misma persona: { $p }
web-likely-two = probablemente dos personas (la misma: { $p })
web-likely-two-very = muy probablemente dos personas (la misma: { $p })
web-link-first = Comparar las filas ahora
web-link-again = Ponerlo al día ahora
web-link-state = Estado del registro
web-link-running = Se están comparando las filas. Puede salir de esta página mientras tanto.
web-judged-same = la misma persona
web-judged-different = dos personas
web-judged-unsure = no se sabe
web-judged-take-back = Retirar
web-sides-nothing = no dice nada
web-sides-one-says = solo una lo dice
web-sides-equal = = igual
web-sides-accents = ≈ escrito de otro modo
web-sides-order = ≠ los mismos números en otro orden
web-sides-differs = ≠ difiere
web-weights-about = Cada barra suma a lo que habla de una sola persona, o le resta. Un bit duplica la probabilidad relativa o la reduce a la mitad; la última línea es la suma.
web-weights-what = Qué se comparó
web-weights-bits = Bits
web-weights-sum = Suma
web-weights-missing = Ni a favor ni en contra, porque un lado no lo dice: { $fields }.

web-person-lists = { $n ->
    [one] En una lista
   *[other] En { $n } listas
 }
web-person-id = Número
web-person-rows = { $n ->
    [one] Una fila
   *[other] { $n } filas
 }
web-person-moved = { $from } es ahora una con { $to }.
web-person-says = Qué dicen las listas
web-person-says-about = Una columna por cada fila de una lista. Cada dato lleva a su lugar en el original. Resaltan las palabras que solo tiene un lado.
web-person-conflict = ✗ se contradice
web-person-conflicts = Contradicciones
web-person-look = Ver las dos
web-person-open = { $n ->
    [one] Una pregunta abierta sobre esta persona
   *[other] { $n } preguntas abiertas sobre esta persona
 }
web-person-why = Por qué estas filas son una persona
web-person-alone = Hay una sola fila: no se unió nada.
web-person-and = y
web-person-mean = tomadas juntas todas las filas de los dos lados: { $likely }
web-person-judged-same = alguien juzgó que son la misma persona
web-person-explain = ¿Por qué?
web-person-judgements = Lo que juzgaron personas
web-person-namesakes = { $n ->
    [one] Otra persona del mismo nombre
   *[other] Otras { $n } personas del mismo nombre
 }
web-person-namesakes-about = No se unieron: un nombre solo no hace a nadie la misma persona.
web-person-side-by-side = Lado a lado
web-person-texts = El mismo nombre en textos
web-person-texts-about = Nadie ha dicho si es esta persona.
web-person-compare = Comparar las listas
web-person-rests = Según la comparación de la entrada { $entry } de la bitácora.

web-review-title = Revisar
web-review-pair-title = Dos filas lado a lado
web-review-left = { $n ->
    [0] No queda ningún par.
    [one] Queda un par.
   *[other] Quedan { $n } pares.
 }
web-review-question = ¿Son estas filas una misma persona?
web-review-machine = La máquina sola dice:
web-review-same = Misma persona
web-review-different = Dos personas
web-review-unsure = No se sabe
web-review-note = Por qué, para que conste (puede quedar vacío)
web-review-signed = Entra en la bitácora con su respuesta. Puede retirar la respuesta cuando quiera.
web-review-who = Su nombre, como lo mostrará la bitácora
web-review-not-weighed = La máquina no guardó ningún peso para estas dos filas: encontró demasiado poco en común para compararlas, o muy poco que hable de una sola persona.
web-review-weigh = Pesarlas ahora (para eso se leen las { $n } filas, lo que tarda un rato)
web-more-rows = { $n ->
    [one] y una fila más
   *[other] y { $n } filas más
 }
web-person-further = { $n ->
    [one] Falta una en esta página; la imprime
   *[other] Faltan { $n } en esta página; todas las imprime
 }
web-more-people = { $n ->
    [one] y una persona más
   *[other] y { $n } personas más
 }
error-no-reviewer = No se dice quién responde.
    .next = Vuelva atrás, escriba su nombre en su campo y responda otra vez. La bitácora guarda de quién es cada respuesta.
web-review-last = Su última respuesta:
web-review-undo = Deshacer (Z)
web-review-skip = Responder esta después
web-review-sum = Qué habla a favor y qué en contra
web-review-others = A quién más atañe
web-review-together = Ahora las dos filas se tienen por una persona:
web-review-ahead = Qué tan bueno es el registro y qué cambian las respuestas
web-review-answers = Respuestas
web-review-now = ahora
web-review-after = tras { $n }
web-review-precision = Bien unidos
web-review-recall = Hallados
web-review-double = Dos revisores por separado
web-review-double-about = Dos personas juzgan cada una los mismos { $n } pares, sacados al azar, sin ver lo que dice la máquina ni lo que dice la otra. Lo que concuerdan muestra lo difícil que es la pregunta.
web-review-blind-title = Revisión a ciegas
web-review-blind-about = Juzgue solo por las filas: lo que dicen la máquina y las demás personas está oculto. A todas les tocan los mismos pares.
web-review-blind-done = Ya juzgó todos los pares de esta muestra.
web-review-blind-start = Revisar a ciegas
web-review-settled = resuelto después

web-compare-title = Comparar dos listas
web-compare-about = Quién está en las dos listas, quién en una sola y quién puede estar en las dos.
web-compare-one-list = Para comparar hacen falta dos listas.
web-compare-one = Una lista
web-compare-other = La otra lista
web-compare-button = Comparar
web-compare-both = En las dos
web-compare-only = Solo en «{ $one }»
web-compare-unsure = En duda
web-compare-about-both = Filas de las dos listas se tienen por una misma persona.
web-compare-about-one = Ninguna fila de la otra lista se tiene por la misma persona, y ninguna está en duda.
web-compare-about-unsure = Una de cada lista que pueden ser la misma persona: no cuentan en ningún lado hasta que alguien decida.
web-compare-why = Por qué
web-compare-nearest = Lo más cercano en la otra lista:
web-compare-far = Nadie en la otra lista se le acerca.
web-compare-nobody = Nadie.
web-compare-file = Los cuatro grupos, CSV

web-overlap-title = Quién está en qué listas
web-overlap-about = Cada línea cuenta a las personas que están exactamente en las listas con punto lleno. La cifra lleva a esas personas.
web-overlap-compare = Comparar dos listas
web-item-list = Este elemento contiene la lista

web-inside = En
web-characters = { $n ->
    [one] un carácter
   *[other] { $n } caracteres
 }
web-pages = { $n ->
    [one] una página
   *[other] { $n } páginas
 }
web-rows = { $n ->
    [one] una fila
   *[other] { $n } filas
 }
web-defects = No leído, o dudoso
web-ways = Otras vistas
web-see-picture = La imagen
web-see-pages = { $n ->
    [one] Imagen de la página
   *[other] Imágenes de las { $n } páginas
 }
web-table = Tabla
web-more-tables = { $n ->
    [one] y una tabla más, nombrada en el texto
   *[other] y { $n } tablas más, nombradas en el texto
 }
web-erased = Sus bytes se borraron por la seguridad de una persona. Lo que queda es su constancia en la bitácora.
web-unread = Aún no se ha leído. Ejecute habeas add (también sin archivos nuevos) en la carpeta del caso: sigue leyendo.
web-no-text = No se encontró texto en él.
web-text = Texto
web-text-here = Parte { $n } de { $of }
web-part-continued = (continuación)
web-members = { $n ->
    [one] Un miembro
   *[other] { $n } miembros
 }
web-actions = Usarlo
web-find-quote = Buscar palabras exactas en este elemento, para citarlas
web-find-quote-button = Buscar
web-download-original = Descargar el original
web-download-caution = Tal como llegó, byte por byte. Los archivos ajenos pueden ser dañinos: ábralo donde no haga daño.
web-download-proof = Descargar su prueba
web-proof-about = Con ella, una persona ajena puede comprobar sin Habeas que el original no ha cambiado desde que se incorporó. La bitácora anota que usted la sacó.
web-custody = Custodia
web-entry = entrada { $n } de la bitácora
web-fact-from = Recibido de
web-fact-note = Nota
web-fact-name = Nombre
web-fact-path = Ruta
web-fact-address = Dirección web
web-fact-captured = Capturado
web-fact-claimed = Dice ser
web-fact-sniffed = Según sus primeros bytes
web-fact-modified = Fecha propia del archivo
web-fact-program = Incorporado con
web-fields = Lo que dice de sí mismo
web-fields-about = Tal como lo trae el archivo. Nada de esto se comprobó.
web-more-fields = { $n ->
    [one] y uno más, en su texto
   *[other] y { $n } más, en su texto
 }
web-error-no-original = El original de { $item } no está en el caso.
    .next = La verificación dice si se borró o se perdió.

web-table-rows = Filas
web-table-columns = Columnas
web-table-row = Fila
web-table-here = Filas { $from } a { $to } de { $n }
web-columns-here = Columnas { $from } a { $to }
web-back-to-item = Volver al elemento
web-go-to-row = Ir a la fila
web-go = Ir

web-cite-title = Cita
web-cited = Las palabras
web-see-in-text = En el texto de abajo
web-see-on-page = En la imagen de la página { $n }
web-see-in-table = En la tabla
web-cite-these = Citar
web-more-places = { $n ->
    [one] un lugar más
   *[other] { $n } lugares más
 }
web-quote-not-found = El elemento no contiene exactamente estas palabras: «{ $quote }»
web-search-case-for = Buscarlas en todo el caso
web-quote-found = Estas palabras están en { $n } lugares.
web-quote-more = { $n ->
    [one] Un lugar más no se muestra.
   *[other] { $n } lugares más no se muestran. Dé más palabras.
 }
web-cite-link = Dirección en este caso
web-cite-footnote = Nota al pie
web-cite-json = Para programas (W3C Web Annotation)
web-cite-json-show = Mostrar
web-cite-json-download = Descargar

web-nav-ledger = Lectura
web-ledger-title = Estado de lectura
web-ledger-about = De cada elemento, cuánto se leyó y por qué no todo.
web-ledger-all = todos

filter-type = Tipo
filter-language = Idioma
filter-published = Publicado
filter-taken-in = Incorporado
filter-from = Recibido de
filter-state = Cuánto se leyó
filter-in = Sacado de
filter-speaker = Quién habla
language-en = inglés
language-es = español
language-fr = francés
language-pt = portugués
web-unknown = se desconoce
web-from-nobody = nadie indicado

web-search-title = Búsqueda: { $words }
web-search-no-filter = No existe tal filtro: { $value }
web-search-read-as = Leído como
web-search-nothing = Nada de este caso coincide. Eso no dice nada de lo que no se leyó: vea el estado de lectura.
web-search-nearest = { $n ->
    [one] La lectura más cercana encuentra un elemento:
   *[other] La lectura más cercana encuentra { $n } elementos:
 }
web-search-without-filters = (sin filtros)
web-search-no-nearest = Tampoco una lectura más amplia encuentra nada.
web-search-not-read = No se entiende la búsqueda: { $problem }
web-search-here = aquí
web-search-instead = La lectura más cercana:
web-search-help-title = Cómo buscar
web-filters = Filtros
web-filters-on = Filtros en uso
web-filter-off = quitar
web-filter-more = { $n } más
web-help-words = traslado detenidos
web-help-words-about = todas estas palabras, en cualquier forma y con o sin tildes
web-help-phrase = "máxima seguridad"
web-help-phrase-about = exactamente estas palabras en este orden
web-help-either = traslado O expulsión
web-help-either-about = una u otra
web-help-without = traslado -vuelo
web-help-without-about = la primera sin la segunda
web-help-prefix = deten*
web-help-prefix-about = palabras que empiezan así
web-help-fuzzy = Quispe~
web-help-fuzzy-about = palabras que difieren en una letra
web-help-near = criticó CERCA/5 condiciones
web-help-near-about = a no más de cinco palabras una de otra
web-help-filter = type:pdf lang:es published:2025-02..2025-03 quien:ferrer
web-help-filter-about = solo tales elementos

web-page-here = Página { $n } de { $of }
web-page-alt = La página { $n } tal como se ve
web-page-marked = { $n ->
    [one] Las palabras están marcadas en un lugar
   *[other] Las palabras están marcadas en { $n } lugares
 }
web-page-text = Su texto
web-error-no-picture = Esta página no se puede dibujar.
    .next = Su texto está al lado; el original se puede descargar desde la página del elemento.

web-page-no-text = De esta página no se leyó texto.
error-not-read = El elemento no tiene texto: { $state }.
    .next = habeas ledger dice por qué; habeas add sigue con lo que aún no se ha leído.
error-out-of-text = Los caracteres { $from } a { $to } no están en un texto de { $length }.
    .next = habeas text ELEMENTO muestra su texto; cite las palabras de nuevo.
error-nothing-to-quote = Una cita necesita al menos un carácter.
    .next = Dé un tramo más largo, como 120-184.
# Gráficos de las páginas.
picture-upset-caption = Personas según las listas exactas en que están
picture-upset-nobody = No hay nadie en estas listas.
picture-upset-people = Personas
picture-upset-people-on = { $n ->
    [one] { $n } persona exactamente en { $lists }
   *[other] { $n } personas exactamente en { $lists }
 }
picture-upset-on = está
picture-upset-off = no está
picture-upset-others = Otras listas
picture-upset-more-lists = { $n ->
    [one] + 1
   *[other] + { $n }
 }
picture-upset-others-are = { $n ->
    [one] La otra lista:
   *[other] Las otras { $n } listas, todas menores:
 }
picture-upset-rest = { $n } coincidencias menores, juntas
picture-upset-rest-open = Las { $n } coincidencias menores, una por una
picture-forest-figures = En palabras
picture-forest-axis = Escala de totales, de { $from } a { $to }
picture-curve-total = Total

# Cuántas personas no están en ninguna lista.
cli-estimate = Estima cuántas personas no están en ninguna lista, por lo que las listas comparten; o dice por qué no se puede
cli-estimate-table = Un archivo CSV: una columna de 0 y 1 por lista, conteo (o count), y estrato (o stratum) si los hay. Si se da varias veces, cada una es una muestra de una vinculación incierta
estimate-case-table = las personas de este caso
estimate-stratum-unknown = no se sabe
cli-estimate-list = Una lista del caso, por su número o su nombre; varias veces para varias. Sin ella, todas, diez como mucho
cli-estimate-strata = Divide a las personas por lo que dice esta columna de las listas, como sex, place o event-date (por mes)
cli-estimate-draws = Cuántas veces se sortea de nuevo lo que el enlace deja abierto; 50 salvo con --quick
cli-estimate-seed = Dónde empieza el azar; con la misma semilla salen las mismas cifras
cli-estimate-copies = Dos listas que se copian, por ejemplo policia=prensa: cuentan como una
cli-estimate-never = Dos listas en las que nadie puede estar a la vez, por cómo se hacen, por ejemplo hombres=mujeres
cli-estimate-period = El periodo que cubre una lista, por ejemplo prision=2024-01..2024-06; nadie puede estar a la vez en listas cuyos periodos no se tocan
cli-estimate-quick = Omite las clases latentes, que tardan hasta uno o dos minutos
estimate-running = Calculando las cadenas de las clases latentes; tarda hasta un minuto. --quick las omite.
estimate-step-models = Ajustando modelos log-lineales
estimate-step-bootstrap = Haciendo el bootstrap
estimate-step-graphs = Sumando sobre los grafos
estimate-step-chains = Calculando cadenas de clases latentes: { $sweeps } pasadas de { $most } como máximo
estimate-step-checks = Comprobando los métodos con totales que las listas conocen
estimate-step-parts = Estratos y muestras de la vinculación
estimate-error-unreadable = { $path } no se puede leer como texto en UTF-8.
    .next = Guarde la tabla como CSV en UTF-8, con una fila corta en cada línea.
estimate-error-not-opened = { $path } no se puede abrir.
    .next = Revise si la ruta es correcta y si el archivo se puede leer.
estimate-error-header = { $path }: la primera línea no nombra las listas.
    .next = Nombre cada lista una vez en la primera línea y llame conteo a la columna de conteos; sin ella, cada fila es una persona.
estimate-error-cells = { $path }, línea { $line }: { $found } celdas, pero { $wanted } en la primera línea.
    .next = Dé a cada línea tantas celdas como a la primera; los nombres con comas no sirven.
estimate-error-zero-one = { $path }, línea { $line }, columna { $column }: «{ $found }» no es 0 ni 1.
    .next = Escriba 1 donde las personas están en la lista y 0 donde no están; nada puede quedar vacío.
estimate-error-count = { $path }, línea { $line }: el conteo «{ $found }» no es un número entero desde 0.
    .next = Escriba cuántas personas son, solo con cifras.
estimate-error-no-list = { $path }, línea { $line }: { $count } personas en ninguna lista. Nadie puede haberlas contado.
    .next = Quite la línea; esas son las personas que se estiman.
estimate-error-strata = { $path } tiene más de { $most } estratos.
    .next = Una estratos: la mayoría tiene muy pocas personas para decir algo.
estimate-in-stratum = { $path }, estrato { $stratum }
estimate-error-few-lists = { $path }: { $n ->
    [one] una lista. Para que coincidan hacen falta dos.
   *[other] { $n } listas. Para que coincidan hacen falta dos.
 }
    .next = Añada listas hechas por otros; para un total hacen falta al menos tres.
estimate-error-many-lists = { $path }: { $n } listas. El máximo es { $most }.
    .next = Elija las listas que más coinciden, o una las de un mismo autor.
estimate-error-same-name = { $path }: dos listas se llaman { $name }.
    .next = Dé a cada lista un nombre propio.
estimate-error-empty = { $path } no cuenta a nadie.
    .next = Al menos una persona debe estar en una lista; un estrato sin nadie se quita de la tabla.
estimate-error-many-people = { $path } cuenta más de { $most } personas.
    .next = Busque un conteo equivocado.
estimate-error-pair = { $pair } no nombra listas.
    .next = Escríbalo como LISTA=LISTA. Las listas son: { $known }
estimate-error-period = { $period } no es el periodo de una lista.
    .next = Escríbalo como LISTA=DESDE..HASTA, por ejemplo prision=2024-01..2024-06. Las listas son: { $known }
estimate-error-never = Según lo declarado nadie puede estar en { $lists }, pero { $count } personas están.
    .next = Corrija lo que declaró de esas listas o de sus periodos, o revise a esas personas: quizá estén mal vinculadas.
estimate-error-copies = { $path }: las listas no se pueden unir ni separar como se declaró.
    .next = Nombre cada copia una sola vez; deben quedar al menos dos listas.
estimate-error-draws = Las tablas no tienen las mismas listas en el mismo orden.
    .next = Cada muestra de la vinculación necesita la misma primera línea.
estimate-documented = Documentadas: { $documented } personas en { $lists } listas
estimate-range = de { $lower } a { $upper }
estimate-bound = al menos { $least }
estimate-total = Total estimado: alrededor de { $total } ({ $range }, intervalo del 95 %), si { $assumption }. Método: { $method }.
estimate-at-least = Al menos { $least }. Estas listas no permiten dar un total; siguen las razones.
estimate-refused = Con estas listas no se puede estimar ningún total. Siguen las razones.
estimate-untestable = Ningún dato puede comprobar el supuesto: quienes no están en ninguna lista no dejaron rastro.
estimate-models = Modelos log-lineales: { $tried } probados, { $estimable } se pueden estimar; { $without } no tienen máximo, { $unidentified } no se pueden distinguir.
estimate-convergence = Clases latentes: R-hat { $rhat } (se admite 1.01), muestras efectivas { $size } (se exigen 400), { $sweeps } pasadas por cadena.
estimate-small-overlaps = Pares de listas que comparten menos de cinco personas: { $n } ({ $pairs }). Ahí una sola coincidencia no vista cambia el resultado.
estimate-sweep-odds = Total según la razón de momios entre { $one } y { $other } (1 es independencia, que las listas no pueden comprobar)
estimate-sweep-saturated = Total si la interacción de todas las listas, que ningún dato muestra, multiplica a quienes faltan
estimate-sweep-graphs = Grafos descomponibles según el peso previo de cada celda
estimate-sweep-people = Total si unas personas son más fáciles de hallar que otras
estimate-people-none = nada
estimate-people-chao-lower-bound = de cualquier modo, al menos
estimate-people-poisson2 = un poco
estimate-people-darroch = más
estimate-people-gamma35 = mucho
estimate-sweep-lists = Total sin una de las listas
estimate-self-check = Con estas listas, cuántas veces cada intervalo contuvo un total conocido
estimate-self-check-score = { $method } { $held } de { $of }
estimate-strata-sum = Suma de los estratos
estimate-strata-pooled = Sin estratos
estimate-linkage = Con { $draws } muestras de la vinculación: { $interval }. La vinculación aporta el { $share } % de la incertidumbre.
estimate-made-by = Semilla { $seed }, métodos { $version }, SHA-256 de la tabla { $hash }
estimate-page-title = Cuántas personas no están en ninguna lista
estimate-page-about = A partir de cómo coinciden varias listas: cuántas personas probablemente no están en ninguna, o por qué no se puede decir.
estimate-page-answer = La respuesta
estimate-page-reasons = Qué habla en contra, y qué lo cambiaría
estimate-page-overlaps = Quién está en qué listas
estimate-page-methods = Todos los métodos, uno junto a otro
estimate-page-methods-about = Cada método descansa en un supuesto que ningún dato puede comprobar. La barra es su intervalo del 95 %, el rombo su total, una flecha «al menos», la línea discontinua las personas documentadas.
estimate-page-figures = { $total } ({ $range })
estimate-page-right-if = correcto si { $assumption }
estimate-page-linkage = Si las personas se vincularan de otro modo
estimate-page-sweeps = De qué depende el total
estimate-page-sweeps-about = Esto no se puede aprender de las listas. Un total que aquí cambia mucho vale poco.
estimate-page-assumed = Se supone
estimate-page-check = ¿Habrían acertado estos métodos?
estimate-page-check-about = Se oculta cada lista por turno, salvo lo que las otras muestran de ella, y se estima su tamaño. El tamaño verdadero se conoce; así se cuenta cuántas veces lo contiene cada intervalo.
estimate-page-check-none = Estas listas coinciden muy poco para comprobar algo con ellas.
estimate-page-check-list = Lista
estimate-page-check-seen = Vistas por las otras
estimate-page-check-said = Intervalo del 95 %
estimate-page-check-truth = Tamaño verdadero
estimate-page-check-held = Acertó
estimate-page-check-yes = sí
estimate-page-check-no = no
estimate-page-check-refused = se rechazaría
estimate-page-strata = Por estrato
estimate-page-strata-about = Cada estrato con el método principal, la suma, y las mismas personas sin estratos. La línea discontinua es lo documentado en el estrato menor.
estimate-page-strata-reasons = Qué habla en contra de la suma
estimate-page-stratum = Estrato
estimate-page-documented = documentadas: { $n }
estimate-page-models = Los { $n } mejores modelos
estimate-page-model = Modelo
estimate-page-error = Error estándar
estimate-page-weight = Peso
estimate-page-again = Cómo obtenerlo de nuevo
estimate-page-again-about = La descarga tiene las tablas sin ningún nombre de persona, la respuesta entera y la constancia de semilla y ajustes. En su carpeta, esto da las mismas cifras:
estimate-page-download = Tablas y constancia (ZIP)
estimate-page-quick = Abajo está lo que ya se sabe; faltan todavía las clases latentes y el bootstrap.
estimate-page-progress = Avance de la estimación
estimate-page-case = Las personas de este caso
estimate-page-case-how = Cuántas personas no están en ninguna de estas listas, por quién está en cuáles. Tres listas o más, cada una hecha por alguien distinto. La respuesta queda en la bitácora.
estimate-page-lists = Listas
estimate-page-divide = Dividir a las personas por
estimate-page-undivided = nada
estimate-page-entered = Esta respuesta está en la bitácora, con lo que hace falta para obtenerla de nuevo.
estimate-page-other = Otras personas, de una tabla
estimate-page-ask = Dar una tabla
estimate-page-ask-again = Dar otra tabla, o cambiar esta
estimate-page-how = Una columna por lista, con 1 para quienes están en ella y 0 para quienes no; conteo dice cuántas personas son. Sin conteo, cada fila es una persona; una columna estrato las divide.
estimate-page-example = policia,prensa,familias,conteo
    1,0,0,80
    1,1,0,30
    1,1,1,12
estimate-page-table = La tabla, en CSV
estimate-page-declare = Lo que se sabe de las listas
estimate-page-start = Estimar
estimate-error-seed = «{ $seed }» no es una semilla.
    .next = Dé un número entero desde 0.
estimate-error-crash = La estimación terminó antes de estar lista.
    .next = Inténtelo de nuevo; si vuelve a pasar, infórmelo junto con la tabla.
estimate-error-record = { $path } no es la constancia de una estimación.
    .next = Dé el record.json que se descargó con las tablas.
estimate-error-methods = La constancia es de los métodos { $made_by }; este programa tiene los métodos { $here }, que dan otras cifras.
    .next = Repítala con un programa de esa versión, o estime de nuevo sin --record.
estimate-error-other-tables = La constancia es de otras tablas, no de estas.
    .next = Dé todas las tablas que se descargaron con ella, en su orden.
web-nav-estimate = En ninguna lista
cli-estimate-record = La constancia de una estimación, para obtenerla de nuevo con las mismas tablas, cifra por cifra
estimate-column-method = Método
estimate-column-total = Total
estimate-column-interval = Intervalo del 95 %
estimate-column-verdict = Veredicto
estimate-column-assumption = Correcto si
estimate-verdict-answer = se puede mostrar
estimate-verdict-warn = con reservas
estimate-verdict-lower-bound-only = solo cota inferior
estimate-verdict-refuse = rechazado
estimate-method-widened-average = promedio de todos los modelos, ensanchado
estimate-method-aic-average = promedio de todos los modelos por AIC
estimate-method-bic-average = promedio de todos los modelos por BIC
estimate-method-bic-best = mejor modelo por BIC
estimate-method-bic-best-bootstrap = mejor modelo por BIC, bootstrap
estimate-method-stepwise = pares paso a paso
estimate-method-saturated = forma cerrada saturada
estimate-method-graphs = grafos descomponibles
estimate-method-latent-classes = clases latentes
estimate-method-coverage = cobertura muestral
estimate-method-chao = cota inferior de Chao
estimate-method-chapman = dos listas (Chapman)
estimate-assumption-independent-lists = estar en una lista no dice nada de estar en la otra
estimate-assumption-no-highest-interaction = todas las listas juntas no esconden nada que menos listas no muestren
estimate-assumption-bounded-highest-interaction = lo que esconden todas las listas juntas cambia a quienes faltan por un factor de 2 como máximo
estimate-assumption-no-triple-interaction = las listas dependen entre sí solo por pares
estimate-assumption-conditional-independence = algunas listas son independientes dadas otras
estimate-assumption-independent-within-classes = dentro de grupos de personas desconocidos, las listas son independientes
estimate-assumption-no-avoidance = no hay dos listas que se eviten
estimate-assumption-coverage-of-pairs = la dependencia es por pares, como la ve la cobertura muestral
estimate-reason-two-lists = Solo dos listas: su dependencia no se puede distinguir de cuántas personas omitieron.
    .next = Una tercera lista, hecha por otros, lo cambiaría.
estimate-reason-disconnected = Estos grupos de listas no comparten a nadie: { $groups }.
    .next = Una lista que coincida con ambos grupos los uniría; o estime cada grupo por separado.
estimate-reason-empty-list = La lista { $list } no tiene a nadie.
    .next = Quítela de la tabla.
estimate-reason-no-model = Ningún modelo se puede estimar: { $without } no tienen máximo, { $unidentified } no se pueden distinguir.
    .next = Más personas en dos o más listas lo cambiarían.
estimate-reason-empty-histories = { $empty } de { $of } historiales no tienen a nadie; este método necesita a alguien en cada uno.
estimate-reason-sparse-table = { $empty } de { $of } historiales no tienen a nadie: la tabla es demasiado rala para un total.
    .next = Menos listas y más grandes (uniendo las de un mismo autor) o más registros lo cambiarían.
estimate-reason-impossible-histories = Este método no admite listas que no pueden compartir personas.
estimate-reason-too-many-lists = Este método admite { $most } listas como máximo.
estimate-reason-too-wide = El intervalo va de { $lower } a { $upper }: solo el extremo inferior dice algo.
    .next = Más personas halladas por dos o más listas lo estrecharían.
estimate-reason-not-converged = Las cadenas no coinciden (R-hat { $rhat }, se admite 1.01) o sus muestras son pocas ({ $size }, se exigen 400).
estimate-reason-prior-edge = El { $share } % del resultado está en el borde del rango considerado.
estimate-reason-low-coverage = Solo el { $share } % de lo que halla una lista lo confirma otra.
    .next = Listas más largas o mejor vinculadas lo aumentarían.
estimate-reason-few-overlaps = Pares de listas que comparten a alguien: { $pairs }; hacen falta tres.
estimate-reason-mostly-missed = Por cada persona documentada faltarían { $ratio }: las listas ven demasiado poco.
estimate-reason-methods-differ = Métodos con otros supuestos dicen desde { $least } hasta { $most }.
    .next = Para decidir entre ellos hace falta saber cómo se hicieron las listas, más que tener más datos.
estimate-reason-contained = El { $share } % de { $list } está también en { $within }, como en una copia.
    .next = Pregunte cómo se hizo { $list }. Si se copió, indíquelo: --copies
estimate-reason-merged = { $merged } se declaró copia y cuenta junto con { $kept }.
estimate-reason-never-together-design = Nadie puede estar a la vez en { $lists }, según se declaró; eso queda abierto en vez de contar como nadie.
estimate-reason-never-together-periods = Los periodos de { $lists } no se tocan: nadie puede contarse en ambas, y cada lista ve a otras personas que la otra.
    .next = Estime cada periodo por separado, con listas que lo cubran.
estimate-reason-small-overlap = { $one } y { $other } comparten { $both } personas: una sola coincidencia no vista cambia el resultado.
estimate-reason-unequal-lists = La lista más grande es { $ratio } veces la más pequeña.
estimate-reason-few-people = Solo hay { $documented } personas documentadas.
estimate-reason-hangs-on-one-list = Sin { $list } el total sería { $without } en vez de { $with }.
    .next = Mire cómo se hizo y se vinculó { $list } antes de confiar en el total.
estimate-reason-duplicates = Registros de { $list } sobre personas que ya tiene: { $entries }. Los duplicados inflan cualquier total.
    .next = Vincule primero { $list } consigo misma.
estimate-reason-self-check-failed = Con los totales que estas listas conocen, el intervalo acertó { $held } veces de { $of }.
estimate-reason-strata-refused = Estratos que no se pueden estimar: { $strata }. Sus personas, { $documented }, cuentan solo como documentadas.
estimate-reason-forward-search-only = Con tantas listas solo se probaron { $tried } modelos, paso a paso, no todos.

# Who said what, when, how many.
annotate-progress = Anotando
note-annotations-behind = Aviso: { $n ->
    [one] un elemento cambió
   *[other] { $n } elementos cambiaron
 } desde que se anotaron los textos, y puede faltar aquí. habeas add (también sin archivos nuevos) los anota.
note-not-annotated = Aviso: no se pudo anotar { $at }. Lo que se dice ahí no aparece en la lista.
note-left-out = Aviso: { $n ->
    [one] se omitió una línea
   *[other] se omitieron { $n } líneas
 }: el elemento se leyó de nuevo después de anotarse. habeas add lo anota otra vez.
error-annotations-missing = El caso todavía no está anotado.
    .next = Ejecute habeas add (sin archivos): anota los textos que hay en el caso.
error-annotations-unreadable = Las anotaciones están dañadas o las hizo otro Habeas.
    .next = Ejecute habeas add (sin archivos): anota los textos otra vez.
error-no-such-stance = { $given } no es una postura.
    .next = Elija una de estas: { $known }
error-no-such-violation = { $given } no es una violación de la lista.
    .next = Elija una de estas: { $known }
quotes-count = { $n ->
    [0] Ninguna cita.
    [one] Una cita.
   *[other] { $n } citas.
 }
quote-confidence = confianza { $percent } %
speaker-unknown = no se sabe quién lo dijo
speaker-resolved = se entiende que «{ $source }» es quien nombra «{ $from }» (#{ $span })
speaker-resolved-unnamed = no se nombra ahí mismo; se entiende que es quien nombra «{ $from }» (#{ $span })
disputes-count = { $n ->
    [0] Ninguna negación aparece junto a una afirmación sobre lo mismo.
    [one] Una negación junto a una afirmación. Si ambas se refieren a lo mismo, debe juzgarlo usted.
   *[other] { $n } parejas de negación y afirmación. Si ambas se refieren a lo mismo, debe juzgarlo usted.
 }
dispute-claim = dicho
dispute-denial = negado
words-deleted = [eliminado: { $words }]
dispute-words = palabras con { $words }
dispute-one-text = Un mismo texto las contrapone
dispute-one-text-shared = Un mismo texto las contrapone; ambas tienen: { $shared }
dispute-shared = Ambas tienen: { $shared }
timeline-count = { $n ->
    [0] Ninguna fecha.
    [one] Una fecha.
   *[other] { $n } fechas.
 }
timeline-unresolved = { $n ->
    [one] Una expresión de tiempo no tiene
   *[other] { $n } expresiones de tiempo no tienen
 } fecha conocida: --unresolved las enumera.
timeline-listed = { $n ->
    [one] Una fecha está en una fila de una lista declarada: --in-lists la muestra.
   *[other] { $n } fechas están en filas de listas declaradas: --in-lists las muestra.
 }
date-unresolved = sin fecha conocida
date-vague = sin fecha definida
date-start = principios de { $when }
date-mid = mediados de { $when }
date-end = finales de { $when }
date-approx = hacia { $when }
date-before = antes de { $when }
date-after = después de { $when }
date-on-or-before = { $when } o antes
date-on-or-after = { $when } o después
date-more-than = más de { $when }
date-less-than = menos de { $when }
date-equal-or-more = { $when } o más
date-equal-or-less = { $when } o menos
figures-count = { $n ->
    [0] No se cuenta nada.
    [one] Se cuenta una cosa.
   *[other] Se cuentan { $n } cosas.
 }
figures-listed = { $n ->
    [one] Una cosa se cuenta en filas de listas declaradas: --in-lists la muestra.
   *[other] { $n } cosas se cuentan en filas de listas declaradas: --in-lists las muestra.
 }
figure-exact = { $value }
figure-about = unos { $value }
figure-at-least = al menos { $value }
figure-at-most = como mucho { $value }
figure-order = del orden de { $value }
figure-disagrees = ≠ la cifra de otra fuente
figure-published = publicado el { $day }
stance-asserts = afirma
stance-alleges = denuncia
stance-denies = niega
stance-confirms = confirma
stance-promises = promete
stance-demands = exige
stance-refuses = se niega
stance-criticises = critica
stance-offers = ofrece
violation-arbitrary-detention = detención arbitraria
violation-torture = tortura
violation-ill-treatment = malos tratos
violation-enforced-disappearance = desaparición forzada
violation-killing = muerte violenta
violation-sexual-violence = violencia sexual
violation-denial-of-medical-care = denegación de atención médica
violation-overcrowding = hacinamiento
violation-detention-conditions = condiciones de detención
violation-isolation = incomunicación
violation-denial-of-counsel = denegación de defensa
violation-unfair-trial = juicio injusto
violation-expulsion = expulsión
violation-displacement = desplazamiento
violation-abduction = secuestro
violation-threats = amenazas
violation-surveillance = vigilancia
violation-press-restriction = restricción de la prensa
violation-civic-restriction = restricción de libertades cívicas
violation-property = extorsión o pérdida de bienes
violation-discrimination = discriminación
violation-forced-labour = trabajo forzado
cli-quotes = Quién dijo qué, con quién habla, su postura y el lugar exacto
cli-quotes-item = Solo en este elemento: su identificador (cuatro dígitos o más) o su nombre de archivo
cli-quotes-speaker = Solo de quienes tengan todas estas palabras en su nombre o descripción
cli-quotes-unknown = Solo lo que no se sabe quién dijo
cli-quotes-stance = Solo con esta postura: asserts, alleges, denies, confirms, promises, demands, refuses, criticises, offers
cli-quotes-violation = Solo lo que nombra esta violación, por ejemplo torture o arbitrary-detention
cli-quotes-disputed = Negaciones junto a lo que otros dicen sobre lo mismo, entre documentos
cli-timeline = Lo que los textos fechan, por orden de días, cada fecha tan precisa como la da su fuente
cli-timeline-item = Solo en este elemento: su identificador (cuatro dígitos o más) o su nombre de archivo
cli-timeline-from = Desde este día, mes o año: 2025, 2025-03 o 2025-03-07
cli-timeline-to = Hasta este día, mes o año
cli-timeline-unresolved = Expresiones de tiempo sin fecha conocida
cli-timeline-in_lists = En su lugar, las fechas que están en filas de listas declaradas, como los nacimientos
cli-figures = Lo que los textos cuentan, con la cifra de cada fuente lado a lado
cli-figures-of = Solo de esto, por ejemplo detenido
cli-figures-disagreeing = Solo donde las cifras no pueden ser todas ciertas
cli-figures-in_lists = En su lugar, lo que se cuenta en filas de listas declaradas, como las edades
web-nav-quotes = Quién dijo qué
web-nav-timeline = Cronología
web-nav-figures = Cifras
web-quotes-title = Quién dijo qué
web-quotes-about = Lo que citan los textos, con quién lo dice. El programa lo halla con reglas y puede equivocarse o no hallarlo todo: siga las palabras hasta su lugar antes de apoyarse en ellas.
web-quotes-speaker = Quién habla
web-quotes-show = Mostrar
web-quotes-by-stance = Por postura
web-quotes-by-known = Por cómo se sabe quién habla
web-quotes-by-speaker = Por quién habla
web-quotes-names = Nombres como los escriben los textos: los iguales pueden ser personas distintas, y una persona puede tener varios.
web-known-named = nombrado
web-known-resolved = se entiende por el texto
web-known-described = descrito sin nombre
web-known-unknown = no se sabe
web-disputes-title = Dicho y negado
web-disputes-about = Una negación junto a lo que dice otra persona, en el idioma que sea: cuando comparten una violación y una persona o una cárcel, o varios datos de lugar, organismo, cifra y fecha; o la mayoría de las palabras de la negación, y dos de ellas poco comunes en este caso; o cuando un mismo texto las contrapone.
web-timeline-title = Cronología
web-timeline-about = Lo que los textos fechan, por orden de días, cada fecha tan precisa como la da su fuente.
web-timeline-from = Desde
web-timeline-to = hasta
timeline-unresolved-count = { $n } sin fecha conocida
web-timeline-listed = { $n } en filas de listas
web-date-publication = contado desde la publicación, { $day }
web-date-text = contado desde «{ $words }»
web-figures-title = Cifras
web-figures-about = Lo que los textos cuentan, con la cifra de cada fuente lado a lado. Una marca indica dónde las cifras de lo que parece lo mismo no pueden ser todas ciertas; cuál lo es, no lo dice.
web-figures-of = Qué se cuenta
web-figures-more = { $n } más
web-figures-listed = { $n } en filas de listas
web-figure-value = Cifra
web-figure-words = Palabras
web-figure-who = Quién lo dice
web-figure-when = Fecha
web-figure-where = Elemento
figure-nobody = el texto mismo
web-not-annotated = Lo citado no está marcado aquí: el texto todavía no está anotado. habeas add (sin archivos) lo hace.
web-quoted-here = { $n ->
    [one] Una cita en esta página del texto.
   *[other] { $n } citas en esta página del texto.
 }
web-quoted-hide = No marcarlas
web-quoted-show = Marcarlas
web-quoted-list = Ver la lista
web-quoted-by = — { $speaker }
web-quoted-by-resolved = — { $speaker } (se entiende por el texto)

cli-quotes-confidence = Solo las que tengan al menos esa probabilidad, en por ciento; hasta 50, también toda la que nombre una violación y tenga fuente; 0 para todas
note-less-sure = { $n ->
    [one] Una cita tiene menos de { $percent } % de probabilidad y no se muestra;
   *[other] { $n } citas tienen menos de { $percent } % de probabilidad y no se muestran;
 } --confidence 0 las muestra todas.
web-quotes-less-sure = { $n ->
    [one] Otra más tiene menos de { $percent } % de probabilidad.
   *[other] Otras { $n } tienen menos de { $percent } % de probabilidad.
 }
web-quotes-show-all = Mostrar todas
web-quotes-only-sure = Solo desde { $percent } %

list-meaning-name = nombre
list-meaning-given-names = nombres
list-meaning-surnames = apellidos
list-meaning-first-surname = primer apellido
list-meaning-second-surname = segundo apellido
list-meaning-alias = alias
list-meaning-birth = fecha de nacimiento
list-meaning-age = edad
list-meaning-sex = sexo
list-meaning-nationality = nacionalidad
list-meaning-document = documento de identidad
list-meaning-place = lugar
list-meaning-facility = lugar de reclusión
list-meaning-event-date = fecha de un hecho
list-meaning-status = situación
list-meaning-code = código de la persona
list-meaning-other-person = nombre de otra persona
list-meaning-row-number = número de renglón
list-meaning-text = otras palabras
list-meaning-ignored = no se lee
list-reason-heading = lo dice su encabezado
list-reason-values = sus valores tienen esa forma
list-reason-typed = el archivo los guarda así
list-reason-known-names = nombres conocidos
list-reason-counting = cuenta los renglones
list-reason-neighbours = por lo que tiene al lado
list-reason-leftover = nada dice más
list-passed-empty = vacío
list-passed-heading = el encabezado repetido
list-passed-total = un total
list-passed-section = un título sobre renglones
list-passed-nameless = sin nombre
list-passed-not-a-row = no es un renglón
list-passed-too-long = más largo que cualquier renglón
list-order-day-first = el día antes del mes
list-order-month-first = el mes antes del día
list-order-plain = sin duda entre día y mes
list-order-ambiguous = día o mes primero: los valores no lo deciden
list-order-mixed = unas con el día primero y otras con el mes
list-state-read = leída
list-state-moved = el elemento se leyó de nuevo desde entonces: mire si los renglones siguen bien y use habeas list change
list-state-gone = su elemento está borrado o no se leyó
list-place-table = tabla { $table }, filas { $from } a { $to }
list-place-lines = líneas #{ $at }
list-behind = Nota: { $n ->
    [one] un elemento cambió
   *[other] { $n } elementos cambiaron
 } desde que se buscaron listas; habeas add (sin archivos) sigue.
list-failed = Nota: la búsqueda de listas falló en { $item }: ahí no se encontró ni se descartó nada.
list-declared-count = { $n ->
    [0] Todavía no hay ninguna lista de personas declarada.
    [one] Una lista de personas:
   *[other] { $n } listas de personas:
 }
list-proposed-count = { $n ->
    [0] Nada más parece una lista de personas.
    [one] Otra parece una lista de personas:
   *[other] Otras { $n } parecen listas de personas:
 }
list-next = habeas list accept PROPUESTA la declara como lista (--column ENCABEZADO=SIGNIFICADO corrige una columna); habeas list refuse PROPUESTA la quita.
list-show-next = habeas list rows { $list } muestra cada renglón con su lugar; habeas list rows { $list } --passed, lo que se pasó por alto.
list-records = { $n ->
    [one] una fila
   *[other] { $n } filas
 }
list-rows = { $n ->
    [one] un renglón
   *[other] { $n } renglones
 }
list-sure = seguridad { $percent } %
list-copy-of = copia de la lista { $of }
list-looks-copied = «{ $copy }» parece una copia de «{ $of }»: ahí está el { $percent } % de sus nombres o documentos. Si lo es, dígalo:
list-misfit = Columna { $column }: { $n ->
    [one] uno de { $filled } valores no parece
   *[other] { $n } de { $filled } valores no parecen
 } { $meaning } (renglones { $first } a { $last }).
list-broken = Tras muchos renglones hay una línea que no es un renglón. Puede que allí sigan valores que aquí quedan cortados, también fechas y números de documento: mire esas líneas antes de confiar en ellos.
list-few-names = Solo hay unos { $n } nombres distintos en { $records } filas.
list-accepted = Lista { $list }: «{ $name }».
list-changed = La lista { $list } dice ahora:
list-refused = { $id } ya no se propone.
list-withdrawn = «{ $name }» ya no es una lista de este caso. La bitácora conserva que lo fue.
list-left = { $n ->
    [one] Una propuesta tiene
   *[other] { $n } propuestas tienen
 } menos de { $percent } % de seguridad y queda a su juicio: habeas list las muestra.
list-passed-after = tras el renglón { $n }
list-passed-count = { $n ->
    [0] Todos los renglones se leen como personas.
    [one] Un renglón no se lee como persona.
   *[other] { $n } renglones no se leen como personas.
 }
list-rebuild-differs = difiere en las listas: { $item }
list-error-unreadable = Las listas de este caso aún no están hechas, están dañadas o las hizo otro Habeas.
    .next = Ejecute habeas add (sin archivos): las hace de nuevo.
list-error-nameless = Ninguna columna es un nombre: nadie se podría encontrar por ella.
    .next = Diga cuál lo es: en la página, eligiendo qué contiene; en la línea de comandos, por ejemplo --column "ENCABEZADO=name". Las columnas son: { $columns }.
list-error-date = { $given } no es una fecha.
    .next = Escriba un día, un mes o un año: 2024-02-15, 2024-02 o 2024.
list-error-column-form = { $given } no dice qué contiene una columna.
    .next = Escriba ENCABEZADO=SIGNIFICADO o LETRA=SIGNIFICADO, por ejemplo Edad=age@2024-02-15 o C=document.
list-error-meaning = { $given } no es un significado de columna.
    .next = Elija uno de: { $known }.
list-error-column = La lista no tiene una columna { $given }.
    .next = Sus columnas son: { $known }.
list-error-rows = { $given } no es un rango de filas.
    .next = Escriba la primera y la última como las cuenta la hoja, por ejemplo 5-44.
list-error-rows-place = Solo se pueden elegir filas de una lista que está en una sola tabla.
    .next = Quite --rows; las filas que no nombran a nadie se pasan por alto solas.
list-error-no-proposal = No hay ninguna propuesta { $given }.
    .next = habeas list muestra las propuestas con sus identificadores.
list-error-several = { $given } tiene varias propuestas.
    .next = Nombre una de ellas: { $known }.
list-error-none = El caso no tiene ninguna lista declarada.
    .next = habeas list muestra lo que parece una.
list-error-no-list = Ninguna lista, o más de una, se llama { $given }.
    .next = Nombre una por su número: { $known }.
list-error-own-copy = { $given } no puede ser copia de sí misma.
    .next = Nombre primero la copia y después la lista de la que se copió.
cli-list = Listas de personas: las declaradas y lo que parece una
cli-list-show = Una lista o propuesta con sus columnas
cli-list-show-list = El número o nombre de la lista, o la propuesta
cli-list-accept = Declarar propuestas como listas; la bitácora conserva quién lo dijo
cli-list-accept-proposal = Su identificador, o su elemento si tiene una sola
cli-list-accept-all = Todas las propuestas con seguridad de 80 % o más
cli-any-maker = Quién hizo la lista
cli-any-date = Su fecha: un día, un mes o un año
cli-any-covers = A quiénes dice nombrar
cli-any-copy_of = La lista de la que se copió
cli-any-column = Qué contiene una columna: ENCABEZADO=SIGNIFICADO o LETRA=SIGNIFICADO, con @DÍA para edades; se puede repetir
cli-any-rows = Su primera y última fila, como las cuenta la hoja
cli-list-accept-name = Cómo se la llama
cli-list-change-name = Cómo se la llama
cli-list-change = Corregir una lista declarada; conserva su número
cli-list-change-list = El número o nombre de la lista
cli-list-refuse = Quitar propuestas: no son listas de personas, o no interesan
cli-list-refuse-proposal = Su identificador, o su elemento si tiene una sola
cli-list-withdraw = Dejar de usar una lista declarada
cli-list-withdraw-list = El número o nombre de la lista
cli-list-withdraw-reason = Por qué, para que conste
cli-list-copy-of = Decir que una lista se copió de otra
cli-list-copy-of-copy = La copia
cli-list-copy-of-of = La lista de la que se copió
cli-list-rows = Cada fila de una lista, cada valor con su lugar
cli-list-rows-list = El número o nombre de la lista
cli-list-rows-csv = En CSV
cli-list-rows-passed = Los renglones que no se leen como personas, con la razón
list-demo-missing = Nota: sin declarar, porque no se reconoció texto en ellos: { $files }. habeas doctor dice qué falta.
list-web-title = Listas
list-web-about = Listas de personas en lo que se tomó. Una propuesta es una conjetura: mire las columnas, corríjalas y diga de quién es la lista. Lo que diga queda en la bitácora con su nombre; antes nada cuenta.
list-web-declared = Listas declaradas
list-web-proposed = Lo que parece una lista de personas
list-web-looks-copied = «{ $copy }» parece una copia de «{ $of }»: ahí está el { $percent } % de sus nombres o documentos.
list-web-say-copy = Decir si lo es
list-web-passed = { $n ->
    [one] un renglón pasado por alto
   *[other] { $n } renglones pasados por alto
 }
list-web-accept = Es una lista y se lee así
list-web-refuse = No es una lista, o no interesa
list-web-meaning = La columna { $column } contiene
list-web-on = Edades al día
list-web-name = Nombre de la lista
list-web-maker = Quién la hizo
list-web-date = Su fecha
list-web-covers = A quiénes dice nombrar
list-web-copy-of = Copiada de
list-web-no-copy = ninguna otra lista
list-web-rows = Registros
list-web-by = Declarada por { $who }, { $when }
list-web-passed-over = Renglones que no se leen como personas
list-web-passed-more = Se muestran los primeros { $n }; todos:
list-web-change = Corregir esta lista
list-web-change-about = La lista conserva su número; la bitácora conserva lo que se dijo antes.
list-web-refused = Esto no se guardó.
list-web-save = Guardar la corrección
list-web-reason = Por qué se retira
list-web-withdraw = Retirar esta lista
