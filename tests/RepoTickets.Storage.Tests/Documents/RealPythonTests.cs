using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using RepoTickets.Storage.Text;

namespace RepoTickets.Storage.Tests.Documents;

/// <summary>Has Python read what is written here. Where Python with PyYAML is not installed these tests have nothing to say.</summary>
public sealed class RealPythonTests
{
    private const string Script = """
        import json, sys
        import yaml
        for line in sys.stdin:
            path = line.rstrip("\n")
            with open(path, "r", encoding="utf-8") as file:
                value = yaml.safe_load(file) if path.endswith(".yaml") else json.load(file)
            print(json.dumps(value))
        """;

    [Fact]
    public void Create_RandomDocuments_ArriveInPythonWithTypesAndValues()
    {
        var folder = Directory.CreateTempSubdirectory("repotickets-python-");
        try
        {
            var documents = Enumerable.Range(1, 200).Select(static seed => new RandomDocuments(seed).Next()).ToList();
            var paths = documents.Select((document, index) =>
            {
                var path = Path.Combine(folder.FullName, $"{index}{Path.GetExtension(Formats.PathOf(document))}");
                File.WriteAllBytes(path, Formats.Utc.Create(document));
                return path;
            }).ToList();
            if (RunPython(paths) is not { } lines)
            {
                return;
            }

            Assert.Equal(documents.Count, lines.Length);
            for (var i = 0; i < documents.Count; i++)
            {
                var expected = ToJson(Formats.Utc.Encode(documents[i]));
                Assert.True(
                    JsonNode.DeepEquals(expected, JsonNode.Parse(lines[i])),
                    $"seed {i + 1}: {expected.ToJsonString()} arrived as {lines[i]}");
            }
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string[]? RunPython(List<string> paths)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo("python3", ["-X", "utf8", "-c", Script])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            foreach (var path in paths)
            {
                process.StandardInput.WriteLine(path);
            }

            process.StandardInput.Close();
            process.WaitForExit();
            if (errors.Result.Contains("No module named 'yaml'", StringComparison.Ordinal))
            {
                return null;
            }

            Assert.True(process.ExitCode == 0, errors.Result);
            return output.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
        catch (IOException)
        {
            // The interpreter ended before it read its input: it has no PyYAML.
            return null;
        }
    }

    private static JsonNode ToJson(DocumentValue value) => value switch
    {
        MappingValue mapping => new JsonObject(mapping.Entries.Select(static entry => KeyValuePair.Create(entry.Key, Node(entry.Value)))),
        SequenceValue sequence => new JsonArray([.. sequence.Items.Select(Node)]),
        ScalarValue { Meaning: ScalarMeaning.Literal } literal => Literal(literal.Text),
        ScalarValue scalar => JsonValue.Create(scalar.Text),
        _ => throw new InvalidOperationException(),
    };

    private static JsonNode? Node(DocumentValue value) => value is ScalarValue { Meaning: ScalarMeaning.Null } ? null : ToJson(value);

    // Python prints the same number in its own shortest form, so that numbers are compared as numbers.
    private static JsonNode Literal(string text) => text switch
    {
        "true" => JsonValue.Create(true),
        "false" => JsonValue.Create(false),
        _ => JsonNode.Parse(JsonSerializer.Serialize(double.Parse(text, CultureInfo.InvariantCulture)))!,
    };
}
