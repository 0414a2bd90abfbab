using System.Diagnostics;
using RepoTickets.Storage.Tests.Documents;

namespace RepoTickets.Storage.Tests.Store;

/// <summary>Whatever is done through the store, the Python package can read the folder afterwards.</summary>
public sealed class InteroperabilityTests
{
    // The keys and types that the Python package needs, checked by the parser that it uses itself.
    private const string Script = """
        import sys, os, re
        try:
            import yaml, json
        except ImportError:
            sys.exit(77)
        root = sys.argv[1]
        required = {
            'open': ['id', 'title'], 'closed': ['id', 'title'], 'epics': ['id', 'title'], 'backlog': ['id', 'title'],
            'agents': ['id', 'name'], 'tasks': ['id', 'ticket_id', 'agent_id', 'task_type', 'description'],
        }
        lists = {'labels', 'comments', 'journal_entries', 'time_logs', 'blocked_by', 'blocks', 'related_to', 'child_ticket_ids', 'agent_tasks', 'requirements',
                 'user_stories', 'expected_results', 'gherkin_scenarios', 'ticket_ids', 'goals', 'success_criteria', 'dependencies', 'acceptance_criteria',
                 'definition_of_done', 'capabilities', 'preferred_task_types', 'active_tasks', 'artifacts'}
        text = {'id', 'title', 'description', 'status', 'priority', 'reporter', 'reporter_email', 'branch', 'owner', 'name', 'created_at', 'updated_at', 'assigned_at'}
        bad = []
        def check(where, data):
            for key, value in data.items():
                if key in lists and not isinstance(value, list):
                    bad.append(f'{where}: {key} is no list')
                if key in text and not isinstance(value, str):
                    bad.append(f'{where}: {key} is {type(value).__name__}')
                if key in ('created_at', 'updated_at', 'assigned_at') and not re.fullmatch(r'\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{6})?', str(value)):
                    bad.append(f'{where}: {key} is {value!r}')
                if key in ('labels', 'ticket_ids', 'blocked_by', 'goals'):
                    bad.extend(f'{where}: {key} holds {item!r}' for item in value if not isinstance(item, str))
        for folder, keys in required.items():
            path = os.path.join(root, folder)
            for name in sorted(os.listdir(path)) if os.path.isdir(path) else []:
                where = f'{folder}/{name}'
                if not name.endswith(('.yaml', '.json')):
                    bad.append(where + ': left over')
                    continue
                with open(os.path.join(path, name), encoding='utf-8', newline='') as file:
                    data = yaml.safe_load(file) if name.endswith('.yaml') else json.load(file)
                bad.extend(f'{where}: no {key}' for key in keys if key not in data)
                if data['id'] != name[:-5]:
                    bad.append(where + ': the stem is not the id')
                if folder in ('open', 'closed') and (data['status'] in ('closed', 'cancelled')) != (folder == 'closed'):
                    bad.append(where + ': in the wrong folder')
                check(where, data)
        stems = sorted(n[:-5] for f in ('open', 'closed') for n in os.listdir(os.path.join(root, f)))
        index = yaml.safe_load(open(os.path.join(root, 'index.yaml'), encoding='utf-8'))
        if sorted(index) != stems:
            bad.append(f'index.yaml has {sorted(index)} instead of {stems}')
        for key, entry in index.items():
            if sorted(entry) != ['created_at', 'labels', 'priority', 'status', 'title', 'updated_at'] or not isinstance(entry['title'], str):
                bad.append(f'index.yaml: {key} is {entry}')
            check('index.yaml ' + key, entry)
        config = yaml.safe_load(open(os.path.join(root, 'config.yaml'), encoding='utf-8'))
        if sorted(config) != ['default_status', 'id_prefix', 'labels', 'priorities', 'statuses']:
            bad.append(f'config.yaml has {sorted(config)}')
        print('\n'.join(bad))
        """;

    [Fact]
    public async Task Folder_AfterManyOperations_KeepsTheContract()
    {
        await using var temporary = await TemporaryStore.CreateAsync(
            static o => (o.Durability, o.DeletionPolicy) = (Durability.Buffered, DeletionPolicy.Clean));
        await WorkAsync(temporary, seed: 7);
        await temporary.CloseAsync();
        var checkedFiles = 0;
        foreach (var folder in new[] { "open", "closed", "epics", "backlog", "agents", "tasks" })
        {
            foreach (var file in Directory.GetFiles(temporary.PathOf(folder)))
            {
                var problems = PythonContractChecker.Check($"{folder}/{Path.GetFileName(file)}", await File.ReadAllBytesAsync(file));
                Assert.True(problems is [], $"{folder}/{Path.GetFileName(file)}: {string.Join("; ", problems)}");
                checkedFiles++;
            }
        }

        Assert.InRange(checkedFiles, 50, 1000);
        Assert.DoesNotContain(temporary.Snapshot().Keys, static path => path.Contains(".tmp", StringComparison.Ordinal));
        if (RunPython(temporary.Root) is { } said)
        {
            Assert.Equal("", said.Trim());
        }
    }

    [PythonRepositoryFact]
    public async Task Folder_OfThePythonPackage_AfterChanges_KeepsTheContract()
    {
        var source = PythonRepository.Find()!;
        await using var temporary = TemporaryStore.Closed();
        foreach (var path in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            temporary.Write(Path.GetRelativePath(source, path), await File.ReadAllBytesAsync(path));
        }

        await temporary.ReopenAsync();
        foreach (var ticket in (await temporary.Store.ListAsync<Ticket>()).Documents)
        {
            await temporary.Store.UpdateAsync(
                ticket.Id,
                t => t with { Labels = [.. t.Labels, "no", "été"], Status = t.Status.IsOpen ? TicketStatus.Closed : TicketStatus.Open });
        }

        await temporary.Store.CreateAsync("New: 'one'", static t => t with { Description = "two\nlines\n" });
        await temporary.CloseAsync();
        File.Delete(temporary.PathOf("agents/learning_profiles.json"));
        if (RunPython(temporary.Root) is { } said)
        {
            Assert.Equal("", said.Trim());
        }
    }

    private static async Task WorkAsync(TemporaryStore temporary, int seed)
    {
        var (random, documents) = (new Random(seed), new RandomDocuments(seed));
        var keys = new List<DocumentKey>();
        for (var step = 0; step < 250; step++)
        {
            if (keys.Count == 0 || random.Next(10) < 5)
            {
                var document = documents.Next();
                if (await temporary.Store.GetAsync(document.Key) is null)
                {
                    keys.Add((await temporary.Store.CreateAsync(document)).Key);
                }

                continue;
            }

            var key = keys[random.Next(keys.Count)];
            if (random.Next(10) == 0)
            {
                await temporary.Store.DeleteAsync(key);
                keys.Remove(key);
                continue;
            }

            await temporary.Store.UpdateAsync<Document>(key, d => d switch
            {
                Ticket t => t with
                {
                    Title = $"Step {step}: 'a' #b",
                    Labels = [.. t.Labels, "no"],
                    Status = random.Next(2) == 0 ? TicketStatus.Closed : TicketStatus.Open,
                },
                Epic e => e with { Goals = [.. e.Goals, "1.0"], TargetDate = DateTimeOffset.UnixEpoch.AddDays(step) },
                BacklogItem i => i with { AcceptanceCriteria = [.. i.AcceptanceCriteria, "- dash: #"], StoryPoints = step },
                Agent a => a with { Description = "line\nline " + step },
                AgentTask t => t with { Output = "done: " + step, Artifacts = [.. t.Artifacts, "~"] },
                _ => d,
            });
        }
    }

    private static string? RunPython(string root)
    {
        try
        {
            using var process = Process.Start(
                new ProcessStartInfo("python3", ["-X", "utf8", "-c", Script, root])
                {
                    RedirectStandardOutput = true,
                    RedirectStandardError = true,
                })!;
            var errors = process.StandardError.ReadToEndAsync();
            var said = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            Assert.True(process.ExitCode is 0 or 77, errors.Result);
            return process.ExitCode == 0 ? said : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            // No Python here: the other checks have said what they could.
            return null;
        }
    }
}
