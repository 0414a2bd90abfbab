using RepoTickets.LogTriage.Grouping.Learning;
using RepoTickets.LogTriage.Grouping.State;

namespace RepoTickets.LogTriage.Grouping.Index;

/// <content>Taking the state out and putting it back.</content>
internal sealed partial class GroupIndex
{
    /// <summary>Runs under the writer's lock, so that nothing is noted between two steps of a save.</summary>
    internal T Frozen<T>(Func<T> action)
    {
        lock (_lock)
        {
            return action();
        }
    }

    /// <summary>Everything that must outlive the process.</summary>
    internal GroupStateContent Content()
    {
        lock (_lock)
        {
            var content = new GroupStateContent();
            foreach (var form in _forms.All())
            {
                var original = form.Original ?? form;
                content.Add(FormRecord.Of(original));
                if (form.IsPinned)
                {
                    content.AddSplit(FormRecord.Of(form));
                }
            }

            content.Aliases.UnionWith(_aliases);
            foreach (var rule in _merges)
            {
                content.Add(rule);
            }

            return content;
        }
    }

    /// <summary>
    /// Makes this the state, from nothing: forms and merges in the order of their times, so that what was learnt is learnt again the same way.
    /// </summary>
    internal void Restore(GroupStateContent content)
    {
        lock (_lock)
        {
            Clear();
            var ages = content.Ages();
            foreach (var step in content.InOrder())
            {
                if (step.Form is { } form)
                {
                    RestoreForm(form, ages);
                }
                else if (step.Merge is { } merge)
                {
                    _merges.Add(merge);
                    if (!merge.IsRevoked)
                    {
                        Apply(merge);
                    }
                }
            }

            foreach (var alias in content.Aliases.Order())
            {
                Unite(NewNode(alias.From, ages[alias.From]), NewNode(alias.To, ages[alias.To]));
                _aliases.Add(alias);
            }

            foreach (var split in content.SplitsInOrder())
            {
                var space = spaces.Get(split.Service, split.IsError);
                if (_forms.Find(space, split.Key, FormTable.HashOf(space, split.Key)) is { IsPinned: false } form)
                {
                    Pin(form, split.Created, split.Node);
                }
            }
        }
    }

    private void RestoreForm(FormRecord record, Dictionary<LogGroupId, long> ages)
    {
        var space = spaces.Get(record.Service, record.IsError);
        var node = NewNode(record.Node, ages[record.Node]);
        var form = new Form(space, record.Key, FormTable.HashOf(space, record.Key), node, record.Created);
        node.LastUse = _generation;
        _lastCreated = Math.Max(_lastCreated, record.Created);
        _forms.Add(form);
        _textBytes += form.Size;
        if (!Learns(form.Key))
        {
            return;
        }

        _learner.Add(form.Key.AsSpan(1), space.Seed, node);
        foreach (var (from, to) in _learner.Merges)
        {
            _groups--;
            _aliases.Add(new(from.Id, to.Id, from.Created, to.Created));
        }
    }

    private void Clear()
    {
        _forms.Keep([]);
        _nodes.Clear();
        _aliases.Clear();
        _merges.Clear();
        _learner = new(PatternsFor(options));
        _groups = 0;
        _textBytes = 0;
    }
}
