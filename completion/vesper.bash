# Completion of vesper for bash, made by `vesper completion bash`.

# What may follow the command $1, and which of its options take a value.
_vesper_place() {
    options='--color --config --help -h --output -o --quiet -q --set --verbose -v --version -V -c'
    takes='--color --config --output -o --set -c'
    case $1 in
        '')
            commands='init put set unset get rm import export status check log show branches conflicts replicate broker demo simulate config shell completion help version'
            operand=''
            ;;
        'init')
            commands=''
            options+=' --branch --channel --hosts --trunk'
            takes+=' --branch --channel --hosts --trunk'
            operand=''
            ;;
        'put')
            commands=''
            options+=' --author --comment -m --file -f --if-absent'
            takes+=' --author --comment -m --file -f'
            operand=''
            ;;
        'set')
            commands=''
            options+=' --author --comment -m'
            takes+=' --author --comment -m'
            operand=''
            ;;
        'unset')
            commands=''
            options+=' --author --comment -m'
            takes+=' --author --comment -m'
            operand=''
            ;;
        'get')
            commands=''
            options+=' --at'
            takes+=' --at'
            operand=''
            ;;
        'rm')
            commands=''
            options+=' --author --comment -m'
            takes+=' --author --comment -m'
            operand=''
            ;;
        'import')
            commands=''
            options+=' --author --batch --comment -m --format --id-field'
            takes+=' --author --batch --comment -m --format --id-field'
            operand='FILE'
            ;;
        'export')
            commands=''
            options+=' --format'
            takes+=' --format'
            operand=''
            ;;
        'status')
            commands=''
            operand=''
            ;;
        'check')
            commands=''
            operand=''
            ;;
        'log')
            commands=''
            options+=' --branch --graph --number -n --since'
            takes+=' --branch --number -n --since'
            operand=''
            ;;
        'show')
            commands=''
            operand=''
            ;;
        'branches')
            commands=''
            operand=''
            ;;
        'conflicts')
            commands='list show resolve'
            operand=''
            ;;
        'conflicts list')
            commands=''
            operand=''
            ;;
        'conflicts show')
            commands=''
            operand=''
            ;;
        'conflicts resolve')
            commands=''
            options+=' --author --comment -m --take --value'
            takes+=' --author --comment -m --take --value'
            operand=''
            ;;
        'replicate')
            commands='start stop status wait verify resync'
            operand=''
            ;;
        'replicate start')
            commands=''
            options+=' --detach'
            operand=''
            ;;
        'replicate stop')
            commands=''
            operand=''
            ;;
        'replicate status')
            commands=''
            operand=''
            ;;
        'replicate wait')
            commands=''
            options+=' --caught-up --in-sync --revision --timeout'
            takes+=' --revision --timeout'
            operand=''
            ;;
        'replicate verify')
            commands=''
            options+=' --timeout'
            takes+=' --timeout'
            operand=''
            ;;
        'replicate resync')
            commands=''
            options+=' --timeout'
            takes+=' --timeout'
            operand=''
            ;;
        'broker')
            commands='test serve'
            operand=''
            ;;
        'broker test')
            commands=''
            options+=' --timeout'
            takes+=' --timeout'
            operand=''
            ;;
        'broker serve')
            commands=''
            options+=' --data --port'
            takes+=' --data --port'
            operand=''
            ;;
        'demo')
            commands=''
            options+=' --keep'
            takes+=' --keep'
            operand=''
            ;;
        'simulate')
            commands=''
            options+=' --changesets --faults --from --nodes --seed --seeds --trace'
            takes+=' --changesets --faults --from --nodes --seed --seeds'
            operand=''
            ;;
        'config')
            commands='show check'
            operand=''
            ;;
        'config show')
            commands=''
            operand=''
            ;;
        'config check')
            commands=''
            operand=''
            ;;
        'shell')
            commands=''
            operand=''
            ;;
        'completion')
            commands=''
            operand='bash zsh fish'
            ;;
        'help')
            commands=''
            operand='init put set unset get rm import export status check log show branches conflicts replicate broker demo simulate config shell completion help version'
            ;;
        'version')
            commands=''
            operand=''
            ;;
    esac
}

# What the option $2 of the command $1 takes: FILE, or one of these.
_vesper_values() {
    values=''
    case "$1 $2" in
        *' --color') values='auto always never' ;;
        *' --config') values='FILE' ;;
        *' --output' | *' -o') values='table json ndjson yaml' ;;
        'put --file' | 'put -f') values='FILE' ;;
        'import --format') values='array lines object' ;;
        'export --format') values='array lines object' ;;
        'broker serve --data') values='FILE' ;;
        'demo --keep') values='FILE' ;;
    esac
}

_vesper() {
    local cur=${COMP_WORDS[COMP_CWORD]} place='' option='' word i
    local commands options takes operand values IFS=$' \t\n'
    _vesper_place ''
    for ((i = 1; i < COMP_CWORD; i++)); do
        word=${COMP_WORDS[i]}
        if [[ $word == = ]]; then
            continue
        elif [[ -n $option ]]; then
            option=''
        elif [[ $word == -* ]]; then
            [[ " $takes " != *" $word "* ]] || option=$word
        elif [[ " $commands " == *" $word "* ]]; then
            place=${place:+$place }$word
            _vesper_place "$place"
        fi
    done
    [[ $cur != = ]] || cur=''
    if [[ -n $option ]]; then
        _vesper_values "$place" "$option"
    elif [[ $cur == -* ]]; then
        values=$options
    elif [[ -n $commands ]]; then
        values=$commands
    else
        values=$operand
    fi
    if [[ $values == FILE ]]; then
        compopt -o filenames 2>/dev/null
        IFS=$'\n'
        COMPREPLY=($(compgen -f -- "$cur"))
    else
        COMPREPLY=($(compgen -W "$values" -- "$cur"))
    fi
}

complete -F _vesper vesper
