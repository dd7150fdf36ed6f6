package io.aiarco.asc.gateway.compile;

import io.aiarco.asc.call.EndpointId;
import io.aiarco.asc.call.ModelName;
import io.aiarco.asc.call.ModelPattern;
import io.aiarco.asc.gateway.yaml.Place;
import io.aiarco.asc.gateway.yaml.Problems;
import io.aiarco.asc.gateway.yaml.YamlMap;
import io.aiarco.asc.gateway.yaml.YamlValue;
import io.aiarco.asc.provider.Capabilities;
import io.aiarco.asc.provider.Lifecycle;
import io.aiarco.asc.provider.ModelCatalog;
import io.aiarco.asc.provider.ModelEndpoint;
import io.aiarco.asc.provider.models.KnownModel;
import io.aiarco.asc.provider.models.KnownModels;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Compiles {@code models}. Single-thread. */
final class ModelSection {
  private static final String TARGETS = "a list of provider/model, best first";
  private static final String DATE = "a date such as 2027-03-31";

  /** How long before a target ends its end is warned of. */
  private static final Duration AHEAD = Duration.ofDays(30);

  private final Problems problems;
  private final ProviderSection providers;
  private final Instant now;
  private final Map<ModelName, List<Target>> models = new LinkedHashMap<>();
  private final Set<String> names = new LinkedHashSet<>();

  /** One endpoint of a model and where it is written. */
  record Target(ModelEndpoint endpoint, YamlValue written) {}

  ModelSection(Problems problems, ProviderSection providers, Instant now) {
    this.problems = problems;
    this.providers = providers;
    this.now = now;
  }

  void compile(YamlMap root) {
    YamlMap members = root.requireNames("models", "a mapping of at least one model");
    if (members == null) {
      return;
    }
    for (Map.Entry<String, YamlValue> member : members.members().entrySet()) {
      String name = member.getKey();
      names.add(name);
      ModelName model = Names.read(ModelName::new, name, members.keyPlace(name), problems);
      List<Target> targets = model(member.getValue());
      if (model != null && !targets.isEmpty()) {
        models.put(model, targets);
        refuseEnded(name, targets);
      }
    }
  }

  /** What providers call the models of all targets. */
  Set<String> targetNames() {
    Set<String> names = new LinkedHashSet<>();
    models
        .values()
        .forEach(
            targets ->
                targets.forEach(target -> names.add(target.endpoint().id().model().value())));
    return names;
  }

  /** All names, of those too that have problems of their own. */
  Set<String> names() {
    return names;
  }

  /** The targets of all models a pattern means. */
  List<Target> targets(ModelPattern pattern) {
    List<Target> targets = new ArrayList<>();
    models.forEach(
        (model, its) -> {
          if (pattern.matches(model)) {
            targets.addAll(its);
          }
        });
    return targets;
  }

  /** When the file is compiled. */
  Instant now() {
    return now;
  }

  ModelCatalog catalog() {
    Map<ModelName, List<ModelEndpoint>> endpoints = new LinkedHashMap<>();
    models.forEach(
        (model, targets) -> endpoints.put(model, targets.stream().map(Target::endpoint).toList()));
    return ModelCatalog.of(endpoints);
  }

  /** Targets that have ended or soon will, each with its place. */
  List<String> warnings(String file) {
    List<String> warnings = new ArrayList<>();
    for (List<Target> targets : models.values()) {
      for (Target target : targets) {
        Lifecycle lifecycle = target.endpoint().lifecycle();
        if (lifecycle.isOver(now.plus(AHEAD))) {
          Place place = target.written().place();
          String ended = lifecycle.isOver(now) ? "ended: " : "ends soon: ";
          warnings.add(
              file
                  + ":"
                  + place.line()
                  + ":"
                  + place.column()
                  + " "
                  + place.path()
                  + ": "
                  + target.endpoint().id()
                  + " "
                  + ended
                  + lifecycle);
        }
      }
    }
    return warnings;
  }

  private void refuseEnded(String model, List<Target> targets) {
    if (targets.stream().allMatch(target -> target.endpoint().lifecycle().isOver(now))) {
      Target last = targets.get(targets.size() - 1);
      last.written()
          .refuseUnseen(
              "every target of " + model + " has ended, this one " + last.endpoint().lifecycle(),
              "one that may still be used");
    }
  }

  private List<Target> model(YamlValue value) {
    if (!value.isMap()) {
      return targets(value, ModelOverrides.NONE);
    }
    YamlMap map = value.map(TARGETS);
    if (map == null) {
      return List.of();
    }
    YamlValue targets = map.require("targets", TARGETS);
    ModelOverrides overrides = ModelOverrides.read(map);
    map.done();
    return targets == null ? List.of() : targets(targets, overrides);
  }

  private List<Target> targets(YamlValue list, ModelOverrides overrides) {
    List<YamlValue> items = list.list(TARGETS);
    if (list.isList() && items.isEmpty()) {
      list.refuse(TARGETS);
    }
    List<Target> targets = new ArrayList<>();
    Set<EndpointId> seen = new LinkedHashSet<>();
    for (YamlValue item : items) {
      ModelEndpoint endpoint = item.isMap() ? aging(item, overrides) : endpoint(item, overrides);
      if (endpoint != null && !seen.add(endpoint.id())) {
        item.refuse("each target once");
      } else if (endpoint != null) {
        targets.add(new Target(endpoint, item));
      }
    }
    return targets;
  }

  /** A target with what is known of its end. */
  private @Nullable ModelEndpoint aging(YamlValue item, ModelOverrides overrides) {
    YamlMap map = item.map(TARGETS);
    if (map == null) {
      return null;
    }
    YamlValue target = map.require("target", "provider/model");
    YamlValue approvedBy = map.get("approved-by");
    YamlValue approvedUntil = map.get("approved-until");
    YamlValue retires = map.get("retires");
    map.done();
    ModelEndpoint endpoint = target == null ? null : endpoint(target, overrides);
    Lifecycle lifecycle =
        new Lifecycle(
            approvedBy == null ? null : approvedBy.text("who approved it"),
            approvedUntil == null ? null : approvedUntil.as(Spelling::date, DATE),
            retires == null ? null : retires.as(Spelling::date, DATE));
    return endpoint == null ? null : endpoint.over(lifecycle);
  }

  private @Nullable ModelEndpoint endpoint(YamlValue item, ModelOverrides overrides) {
    String expected = "provider/model";
    String text = item.text(expected);
    if (text == null) {
      return null;
    }
    int slash = text.indexOf('/');
    if (slash < 1) {
      item.refuse(expected);
      return null;
    }
    String provider = text.substring(0, slash);
    if (!providers.names().contains(provider)) {
      problems.add(
          item.place(), provider, Names.oneOf("a provider", providers.names()), providers.names());
      return null;
    }
    ModelName model = item.as(whole -> new ModelName(whole.substring(slash + 1)), expected);
    ProviderSection.Placed placed = providers.providers().get(provider);
    if (model == null || placed == null) {
      return null; // the provider's own problem is written down already
    }
    EndpointId id = new EndpointId(placed.config().id(), model, placed.region());
    KnownModel known = KnownModels.bundled().of(placed.config().kind(), model);
    Capabilities most = overrides.over(known);
    Capabilities limited = placed.config().limit(most).orElse(null);
    if (limited == null) {
      item.refuse("a provider whose kind has " + most.operation());
      return null;
    }
    return new ModelEndpoint(id, provider, limited).seenAs(placed.seenAs());
  }
}
