# Completion of vesper for fish, made by `vesper completion fish`.

set -g __vesper_places 'init' 'put' 'set' 'unset' 'get' 'rm' 'import' 'export' 'status' 'check' 'log' 'show' 'branches' 'conflicts' 'conflicts list' 'conflicts show' 'conflicts resolve' 'replicate' 'replicate start' 'replicate stop' 'replicate status' 'replicate wait' 'replicate verify' 'replicate resync' 'broker' 'broker test' 'broker serve' 'demo' 'simulate' 'config' 'config show' 'config check' 'shell' 'completion' 'help' 'version'
set -g __vesper_taking --color --config --output -o --set -c --branch --channel --hosts --trunk --author --comment -m --file -f --at --batch --format --id-field --number -n --since --take --value --revision --timeout --data --port --keep --changesets --faults --from --nodes --seed --seeds

# Whether the command line has come to the command that is given.
function __vesper_at
    set -l place
    set -l value_follows no
    for token in (commandline -opc)[2..]
        if test $value_follows = yes
            set value_follows no
        else if contains -- $token $__vesper_taking
            set value_follows yes
        else if not string match -q -- '-*' $token
            if contains -- (string join ' ' -- $place $token) $__vesper_places
                set -a place $token
            end
        end
    end
    test "$place" = "$argv"
end

complete -c vesper -f

complete -c vesper -n '__vesper_at' -a init -d 'Create the store, and a commented vesper.yaml where there is none'
complete -c vesper -n '__vesper_at' -a put -d 'Write a document, or several, in one changeset'
complete -c vesper -n '__vesper_at' -a set -d 'Set properties of a document'
complete -c vesper -n '__vesper_at' -a unset -d 'Take properties of a document away'
complete -c vesper -n '__vesper_at' -a get -d 'Print a document, or a property of it, as it is or was'
complete -c vesper -n '__vesper_at' -a rm -d 'Delete documents, in one changeset'
complete -c vesper -n '__vesper_at' -a import -d 'Write many documents from a file of any size'
complete -c vesper -n '__vesper_at' -a export -d 'Print all documents as they are at this moment'
complete -c vesper -n '__vesper_at' -a status -d 'Show the store in figures'
complete -c vesper -n '__vesper_at' -a check -d 'Read the whole store and look for damage'
complete -c vesper -n '__vesper_at' -a log -d 'Show changesets, newest first, of all or one document'
complete -c vesper -n '__vesper_at' -a show -d 'Show one changeset whole'
complete -c vesper -n '__vesper_at' -a branches -d 'List the branches and how far each is known here'
complete -c vesper -n '__vesper_at' -a conflicts -d 'Where sites disagree: list, show, resolve'
complete -c vesper -n '__vesper_at' -a replicate -d 'Keep in step with the other sites: start, stop, status, wait, verify, resync'
complete -c vesper -n '__vesper_at' -a broker -d 'Find out what is wrong with a broker, or run one: test, serve'
complete -c vesper -n '__vesper_at' -a demo -d 'Show what Vesper does: a broker, two sites, real data, a conflict, convergence'
complete -c vesper -n '__vesper_at' -a simulate -d 'Try the replication protocol in simulated worlds: instances, brokers, disks and clocks that fail'
complete -c vesper -n '__vesper_at' -a config -d 'The configuration: show, check'
complete -c vesper -n '__vesper_at' -a shell -d 'Type commands at a prompt; off a terminal, carry out the lines of standard input'
complete -c vesper -n '__vesper_at' -a completion -d 'Print the script that lets a shell complete vesper: bash, zsh or fish'
complete -c vesper -n '__vesper_at' -a help -d 'Explain a command, or list them all'
complete -c vesper -n '__vesper_at' -a version -d 'Print the version'
complete -c vesper -l color -x -a 'auto always never' -d 'auto (on a terminal), always or never'
complete -c vesper -l config -r -F -d 'The configuration file (else $VESPER_CONFIG, ./vesper.yaml, then the user\'s and the system\'s)'
complete -c vesper -l help -s h -d 'Explain the command'
complete -c vesper -l output -s o -x -a 'table json ndjson yaml' -d 'How to print the result: table, json, ndjson or yaml'
complete -c vesper -l quiet -s q -d 'No messages and no progress; errors are still told'
complete -c vesper -l set -x -d 'Set one key of the configuration for this command; may be repeated'
complete -c vesper -l verbose -s v -d 'With an error, show its stack trace'
complete -c vesper -l version -s V -d 'Print the version'
complete -c vesper -s c -x -d 'Carry out commands, with ; between them, up to the first that fails'

complete -c vesper -n '__vesper_at init' -l branch -x -d 'Names this instance; it must differ on every instance'
complete -c vesper -n '__vesper_at init' -l channel -x -d 'The broker topic (VESPER_DATA)'
complete -c vesper -n '__vesper_at init' -l hosts -x -d 'The brokers, host:port,host:port (localhost:61613)'
complete -c vesper -n '__vesper_at init' -l trunk -x -d 'Names the data set (0A)'

complete -c vesper -n '__vesper_at put' -l author -x -d 'Who is recorded as the author (else the key author, else your user)'
complete -c vesper -n '__vesper_at put' -l comment -s m -x -d 'Why, recorded with the change'
complete -c vesper -n '__vesper_at put' -l file -s f -r -F -d 'Read it from a file; - is standard input'
complete -c vesper -n '__vesper_at put' -l if-absent -d 'Only if none of the documents is there yet; else exit code 6'

complete -c vesper -n '__vesper_at set' -l author -x -d 'Who is recorded as the author (else the key author, else your user)'
complete -c vesper -n '__vesper_at set' -l comment -s m -x -d 'Why, recorded with the change'

complete -c vesper -n '__vesper_at unset' -l author -x -d 'Who is recorded as the author (else the key author, else your user)'
complete -c vesper -n '__vesper_at unset' -l comment -s m -x -d 'Why, recorded with the change'

complete -c vesper -n '__vesper_at get' -l at -x -d 'As it was: at a revision (0A.12,0B.3) or at a time (2026-11-20T10:00, -2h)'

complete -c vesper -n '__vesper_at rm' -l author -x -d 'Who is recorded as the author (else the key author, else your user)'
complete -c vesper -n '__vesper_at rm' -l comment -s m -x -d 'Why, recorded with the change'

complete -c vesper -n '__vesper_at import' -l author -x -d 'Who is recorded as the author (else the key author, else your user)'
complete -c vesper -n '__vesper_at import' -l batch -x -d 'How many documents make one changeset (1000)'
complete -c vesper -n '__vesper_at import' -l comment -s m -x -d 'Why, recorded with the change'
complete -c vesper -n '__vesper_at import' -l format -x -a 'array lines object' -d 'lines, array or object (else what the beginning of the file looks like)'
complete -c vesper -n '__vesper_at import' -l id-field -x -d 'The member that holds the id, a text or a number (else id; a record without one gets one)'
complete -c vesper -n '__vesper_at import' -F

complete -c vesper -n '__vesper_at export' -l format -x -a 'array lines object' -d 'lines (a document a line; the default), array (one JSON array), object (one JSON object by id)'



complete -c vesper -n '__vesper_at log' -l branch -x -d 'Only changesets of this branch'
complete -c vesper -n '__vesper_at log' -l graph -d 'Show on the left which branch each is of'
complete -c vesper -n '__vesper_at log' -l number -s n -x -d 'Show so many at most'
complete -c vesper -n '__vesper_at log' -l since -x -d 'Only what was made then or later: 2026-11-20, -2h'



complete -c vesper -n '__vesper_at conflicts' -a list -d 'List the conflicts: where sites that did not know of each other wrote different things'
complete -c vesper -n '__vesper_at conflicts' -a show -d 'Show the conflicts of a document: every side, who wrote it, and how to settle it'
complete -c vesper -n '__vesper_at conflicts' -a resolve -d 'Settle the conflicts of a document, or of one property of it'



complete -c vesper -n '__vesper_at conflicts resolve' -l author -x -d 'Who is recorded as the author (else the key author, else your user)'
complete -c vesper -n '__vesper_at conflicts resolve' -l comment -s m -x -d 'Why, recorded with the change'
complete -c vesper -n '__vesper_at conflicts resolve' -l take -x -d 'Take what this branch wrote'
complete -c vesper -n '__vesper_at conflicts resolve' -l value -x -d 'Take this value instead'

complete -c vesper -n '__vesper_at replicate' -a start -d 'Keep this site in step with all others on its channel'
complete -c vesper -n '__vesper_at replicate' -a stop -d 'End replication of this site\'s store, wherever it runs'
complete -c vesper -n '__vesper_at replicate' -a status -d 'Say how replication is doing: the store, the brokers, the peers and how far each is behind'
complete -c vesper -n '__vesper_at replicate' -a wait -d 'Wait until replication has come so far'
complete -c vesper -n '__vesper_at replicate' -a verify -d 'Prove that peers hold the same data: asks them, and compares the digests of equal revisions'
complete -c vesper -n '__vesper_at replicate' -a resync -d 'Ask all peers what they have, fetch whatever is missing here, and wait until it is here'

complete -c vesper -n '__vesper_at replicate start' -l detach -d 'Go on in the background, once replication runs; messages go to replicate.log in the store'



complete -c vesper -n '__vesper_at replicate wait' -l caught-up -d 'Until everything that any peer is known to have is here'
complete -c vesper -n '__vesper_at replicate wait' -l in-sync -d 'Until, besides, every peer has all that is here, and the broker has the whole outbox'
complete -c vesper -n '__vesper_at replicate wait' -l revision -x -d 'Until this site has seen this revision'
complete -c vesper -n '__vesper_at replicate wait' -l timeout -x -d 'How long to wait, for example 30s or 5m (default: 60s)'

complete -c vesper -n '__vesper_at replicate verify' -l timeout -x -d 'How long to wait, for example 30s or 5m (default: 60s)'

complete -c vesper -n '__vesper_at replicate resync' -l timeout -x -d 'How long to wait, for example 30s or 5m (default: 60s)'

complete -c vesper -n '__vesper_at broker' -a test -d 'Find out whether brokers can be reached, and if not, why'
complete -c vesper -n '__vesper_at broker' -a serve -d 'Run a STOMP broker on the loopback interface, for trying things out and for tests'

complete -c vesper -n '__vesper_at broker test' -l timeout -x -d 'How long each host may take, for example 2s (default: 5s)'

complete -c vesper -n '__vesper_at broker serve' -l data -r -F -d 'Keep durable subscriptions and their messages in this folder (default: keep nothing)'
complete -c vesper -n '__vesper_at broker serve' -l port -x -d 'Where to listen; 0 takes a free port and prints it (default: 61613)'

complete -c vesper -n '__vesper_at demo' -l keep -r -F -d 'Leave the two sites in this folder, to play with; it must be new or empty'

complete -c vesper -n '__vesper_at simulate' -l changesets -x -d 'How many are written in each world (default: 24)'
complete -c vesper -n '__vesper_at simulate' -l faults -x -d 'What may happen, or \'none\' (default: all that the protocol copes with)'
complete -c vesper -n '__vesper_at simulate' -l from -x -d 'The first world\'s seed (default: 1)'
complete -c vesper -n '__vesper_at simulate' -l nodes -x -d 'How many instances (default: 2 to 8, as the seed has it)'
complete -c vesper -n '__vesper_at simulate' -l seed -x -d 'Just the world of this seed'
complete -c vesper -n '__vesper_at simulate' -l seeds -x -d 'How many worlds (default: 1000)'
complete -c vesper -n '__vesper_at simulate' -l trace -d 'Show every event; for a single seed'

complete -c vesper -n '__vesper_at config' -a show -d 'Show what counts of the configuration, and where it was set'
complete -c vesper -n '__vesper_at config' -a check -d 'Check the configuration and name every mistake in it'




complete -c vesper -n '__vesper_at completion' -a 'bash zsh fish'

complete -c vesper -n '__vesper_at help' -a 'init put set unset get rm import export status check log show branches conflicts replicate broker demo simulate config shell completion help version'

